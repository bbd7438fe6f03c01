using FastOde.Specs.Pruners;

namespace FastOde.Search.Pruners;

/// <summary>The least and the most steps of halving in an experiment.</summary>
internal static class HalvingRange
{
    /// <summary>The range.</summary>
    /// <param name="spec">The keys.</param>
    /// <param name="problem">The experiment.</param>
    /// <exception cref="ArgumentException">The range lies outside of what a trial does, or leaves nothing to judge.</exception>
    internal static (int Min, int Max) Of(HalvingPrunerSpec spec, PruningProblem problem)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(problem);
        var max = spec.Max == 0 ? problem.Steps : spec.Max;
        if (max > problem.Steps)
            throw new ArgumentException($"search.pruner.max: A trial has {problem.Steps} steps, fewer than max: {max}; give at most {problem.Steps}, or leave it out.");
        if ((long)spec.Min * spec.Reduction > max)
            throw new ArgumentException($"search.pruner.min: From min: {spec.Min} one reduction by {spec.Reduction} leads beyond the highest rung, {max} steps, so that nothing would be judged; give at most {max / spec.Reduction}, or pruner: none.");
        return (spec.Min, max);
    }
}

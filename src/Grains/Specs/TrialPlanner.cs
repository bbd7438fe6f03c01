using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs.Space;

namespace FastOde.Grains.Specs;

/// <summary>Lists the trials of an experiment: assignments × seeds.</summary>
/// <param name="reader">Applies assignments to the spec's trial.</param>
public sealed class TrialPlanner(ISpecReader reader)
{
    /// <summary>The most trials that one experiment can have.</summary>
    public const int MaximumTrials = 100_000;

    /// <summary>
    /// The trials in the order in which they are to run: every assignment with the first seed, then every assignment
    /// with the second, so that a study that is looked at early compares all assignments, if with fewer seeds.
    /// </summary>
    /// <exception cref="ArgumentException">The spec's search makes no sense; specs that were read and validated do.</exception>
    public TrialSequence Plan(ExperimentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var (parameters, isComplete) = Assignments(spec);
        return isComplete
            ? new TrialSequence(spec, parameters, reader)
            : throw new ArgumentException($"The search of '{spec.Name}' has more than {MaximumTrials} trials.", nameof(spec));
    }

    /// <summary>The assignments of a spec, as many as its seeds leave room for, and whether those are all.</summary>
    internal static (IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Parameters, bool IsComplete) Assignments(ExperimentSpec spec)
    {
        var most = MaximumTrials / Math.Max(1, spec.Seeds.Count);
        var assignments = SamplerCatalog.Create(spec.Search).Sample(SpaceMapping.ToSpace(spec.Search))
            .Take(most + 1)
            .Select(SpaceMapping.ToParameters)
            .ToArray();
        return (assignments, assignments.Length <= most);
    }
}

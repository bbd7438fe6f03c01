using System.Text.Json;
using FastOde.Grains.Specs.Space;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Grains.Specs;

/// <summary>Lists the trials of an experiment: assignments × seeds.</summary>
public static class TrialPlanner
{
    /// <summary>
    /// The trials in the order in which they are to run: every assignment with the first seed, then every assignment
    /// with the second, so that a study that is looked at early compares all assignments, if with fewer seeds.
    /// </summary>
    /// <exception cref="ArgumentException">The spec's search makes no sense; specs that were read and validated do.</exception>
    public static TrialSequence Plan(ExperimentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var (parameters, isComplete) = Assignments(spec);
        return isComplete
            ? new TrialSequence(spec, parameters)
            : throw new ArgumentException($"The search of '{spec.Name}' has more than {SearchSpec.MaximumTrials} trials.", nameof(spec));
    }

    /// <summary>The assignments of a spec, as many as its seeds leave room for, and whether those are all.</summary>
    internal static (IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Parameters, bool IsComplete) Assignments(ExperimentSpec spec)
    {
        var most = SearchSpec.MaximumTrials / Math.Max(1, spec.Seeds.Count);
        var sampled = SamplerCatalog.Create(spec.Search).Sample(new SearchSpace(spec.Search.Space)).Select(assignment => spec.Template.Used(assignment.ToDictionary()));
        var assignments = (spec.Search.Sampler == SamplerCatalog.Grid && spec.Template.IsCurrent ? Different(spec, sampled) : sampled).Take(most + 1).ToArray();
        return (assignments, assignments.Length <= most);
    }

    /// <summary>The assignments that make different trials, each the first of its kind: a grid tries nothing twice.</summary>
    private static IEnumerable<IReadOnlyDictionary<string, ParameterValue>> Different(ExperimentSpec spec, IEnumerable<IReadOnlyDictionary<string, ParameterValue>> assignments) =>
        spec.Search.Space.Count == 0 ? assignments : assignments.DistinctBy(assignment => JsonSerializer.Serialize(spec.Template.With(assignment)));
}

using FastOde.Specs;
using FastOde.Storage.Experiments;

namespace FastOde.Grains.Specs;

/// <summary>
/// The trials of an experiment in order, made when they are asked for: the same whoever asks, so that a crash in the
/// middle of storing them costs nothing.
/// </summary>
/// <param name="spec">The experiment.</param>
/// <param name="assignments">Its assignments in order.</param>
public sealed class TrialSequence(
    ExperimentSpec spec, IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> assignments)
{
    // Seeds of one assignment share what it runs.
    private readonly TrialSpec?[] _applied = new TrialSpec?[spec.Seeds.Count > 1 ? assignments.Count : 0];

    /// <summary>How many there are.</summary>
    public int Count => assignments.Count * spec.Seeds.Count;

    /// <summary>Some of the trials.</summary>
    /// <param name="skip">Trials before them.</param>
    /// <param name="take">Most trials; fewer where there are no more.</param>
    public IReadOnlyList<TrialPlan> Slice(int skip, int take) =>
        [.. Enumerable.Range(skip, Math.Max(0, Math.Min(take, Count - skip))).Select(At)];

    /// <summary>What each assignment runs.</summary>
    public IEnumerable<TrialSpec> Specs() => Enumerable.Range(0, assignments.Count).Select(Applied);

    private TrialPlan At(int index)
    {
        var assignment = index % assignments.Count;
        return new(assignments[assignment], spec.Seeds[index / assignments.Count], Applied(assignment));
    }

    private TrialSpec Applied(int assignment) => _applied.Length == 0
        ? spec.Template.With(assignments[assignment])
        : _applied[assignment] ??= spec.Template.With(assignments[assignment]);
}

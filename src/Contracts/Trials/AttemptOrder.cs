using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Contracts.Trials;

/// <summary>
/// Everything a trainer needs to run one attempt. What is on record of the trial is added on the machine that runs it, before
/// the program starts, so that a program reads no store.
/// </summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.AttemptOrder")]
public sealed record AttemptOrder
{
    /// <summary>The lease that fences the attempt's writes.</summary>
    [Id(0)]
    public required AttemptLease Lease { get; init; }

    /// <summary>The experiment.</summary>
    [Id(1)]
    public required long ExperimentId { get; init; }

    /// <summary>The trial's seed.</summary>
    [Id(2)]
    public required long Seed { get; init; }

    /// <summary>What to run, the assignment applied.</summary>
    [Id(3)]
    public required TrialSpec Trial { get; init; }

    /// <summary>What the experiment optimises, or null.</summary>
    [Id(4)]
    public ObjectiveSpec? Objective { get; init; }

    /// <summary>Files that earlier attempts have recorded.</summary>
    [Id(5)]
    public IReadOnlyList<ArtifactRecord> Artifacts { get; init; } = [];

    /// <summary>Steps whose evaluations earlier attempts have stored.</summary>
    [Id(6)]
    public IReadOnlyList<int> EvaluatedSteps { get; init; } = [];

    /// <summary>The teacher whose flow has to make the trial's pairs, or whose networks it has to copy; null where it has none, or has these.</summary>
    [Id(7)]
    public TeacherTrial? Teacher { get; init; }

    /// <summary>What it has of GPUs; none where it computes on the processor, or takes what it finds.</summary>
    [Id(8)]
    public IReadOnlyList<GpuShare> Shares { get; init; } = [];

    /// <summary>One evaluation of the trial, with what the experiment's objective says of it.</summary>
    /// <param name="rows">The rows of the evaluation.</param>
    public EvaluationReport Evaluated(IReadOnlyList<EvaluationRecord> rows)
    {
        var goals = Objective?.Goals();
        return new() { Rows = rows, Objective = goals?.ValueIn(rows), OtherValues = goals?.OthersIn(rows) ?? [] };
    }
}

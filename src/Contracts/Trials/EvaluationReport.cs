using FastOde.Contracts.Results;

namespace FastOde.Contracts.Trials;

/// <summary>One evaluation of a trial, stored whole or not at all.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.EvaluationReport")]
public sealed record EvaluationReport : AttemptReport
{
    /// <summary>The cells of one step.</summary>
    [Id(0)]
    public required IReadOnlyList<EvaluationRecord> Rows { get; init; }

    /// <summary>Value of the experiment's objective among the rows; null where it has none.</summary>
    [Id(1)]
    public double? Objective { get; init; }

    /// <summary>Among the rows the values of further objectives, then those of demands; null where there is none.</summary>
    [Id(4)]
    public IReadOnlyList<double?> OtherValues { get; init; } = [];

    /// <summary>Curvature over time; null where it was not measured.</summary>
    [Id(2)]
    public CurvatureProfile? Profile { get; init; }

    /// <summary>Trajectories for pictures, of which the latest are kept; null where none were drawn.</summary>
    [Id(3)]
    public TrajectorySet? Trajectories { get; init; }
}

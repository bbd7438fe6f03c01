using FastOde.Analysis.Measurements;

namespace FastOde.Contracts.Results;

/// <summary>One cell of a trial's evaluation table.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.EvaluationRecord")]
public sealed record EvaluationRecord : IMeasurement
{
    /// <summary>The trial.</summary>
    [Id(0)]
    public required string TrialId { get; init; }

    /// <summary>Training step at which it was measured.</summary>
    [Id(1)]
    public required int Step { get; init; }

    /// <summary>Metric name.</summary>
    [Id(2)]
    public required string Metric { get; init; }

    /// <summary>Solver name.</summary>
    [Id(3)]
    public required string Solver { get; init; }

    /// <summary>The asked NFE budget, or the tolerance of an adaptive solver.</summary>
    [Id(4)]
    public required double Number { get; init; }

    /// <summary>Step count: steps the solver took.</summary>
    [Id(5)]
    public required int Steps { get; init; }

    /// <summary>Evaluations of the network, counted; for a per-sample adaptive solver the mean a sample.</summary>
    [Id(6)]
    public required double Nfe { get; init; }

    /// <summary>The value.</summary>
    [Id(7)]
    public required double Value { get; init; }

    /// <summary>The value between two reference sets, where the metric has one.</summary>
    [Id(8)]
    public double? Floor { get; init; }

    /// <summary>Time the solver took for all samples.</summary>
    [Id(9)]
    public required double Seconds { get; init; }

    /// <summary>Why the value is no number; null where it is one, and in rows of older versions.</summary>
    [Id(10)]
    public string? Remark { get; init; }
}

using FastOde.Analysis.Measurements;

namespace FastOde.Analysis.Tests.TestSupport;

/// <summary>One cell of an evaluation table for tests.</summary>
internal sealed record Measurement : IMeasurement
{
    public required string TrialId { get; init; }

    public required int Step { get; init; }

    public required string Metric { get; init; }

    public required string Solver { get; init; }

    public required double Number { get; init; }

    public required int Steps { get; init; }

    public required double Nfe { get; init; }

    public double Seconds { get; init; }

    public required double Value { get; init; }

    public double? Floor { get; init; }

    public string? Remark { get; init; }
}

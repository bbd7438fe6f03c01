using FastOde.Analysis.Trials;

namespace FastOde.Analysis.Tests.TestSupport;

/// <summary>A trial for tests.</summary>
internal sealed record TrialResult : ITrialResult
{
    public required string Id { get; init; }

    public long ExperimentId { get; init; } = 1;

    public required int Number { get; init; }

    public long Seed { get; init; }

    public required string Label { get; init; }

    public required string Assignment { get; init; }

    public double? IterationsPerSecond { get; init; } = 300;

    public long? NetworkEvaluations { get; init; } = 5000;

    public double? ObjectiveValue { get; init; }

    public IReadOnlyList<double?> OtherValues { get; init; } = [];

    public string? EndedEarly { get; init; }
}

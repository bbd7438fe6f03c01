using FastOde.Contracts.Results;

namespace FastOde.Grains.Attempts;

/// <summary>How a program ended.</summary>
/// <param name="State">Completed, Stopped or Diverged; a failure is thrown.</param>
/// <param name="Step">The last step done.</param>
[GenerateSerializer, Immutable]
internal sealed record AttemptResult([property: Id(0)] AttemptState State, [property: Id(1)] int Step)
{
    /// <summary>Mean rate of the attempt; null where no step was made.</summary>
    [Id(2)]
    public double? IterationsPerSecond { get; init; }

    /// <summary>SHA-256 of the final weights; null unless completed.</summary>
    [Id(3)]
    public string? WeightsSha256 { get; init; }

    /// <summary>What happened, for people.</summary>
    [Id(4)]
    public string? Message { get; init; }

    /// <summary>Steps whose evaluations must be stored for the trial to count as completed.</summary>
    [Id(5)]
    public IReadOnlyList<int> DueEvaluations { get; init; } = [];

    /// <summary>Evaluations of networks that training has spent; null where nobody counted them.</summary>
    [Id(6)]
    public long? NetworkEvaluations { get; init; }
}

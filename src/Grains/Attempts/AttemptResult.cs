using FastOde.Contracts.Results;

namespace FastOde.Grains.Attempts;

/// <summary>How a program ended.</summary>
/// <param name="State">Completed, Stopped or Diverged; a failure is thrown.</param>
/// <param name="Step">The last step done.</param>
internal sealed record AttemptResult(AttemptState State, int Step)
{
    /// <summary>Mean rate of the attempt; null where no step was made.</summary>
    public double? IterationsPerSecond { get; init; }

    /// <summary>SHA-256 of the final weights; null unless completed.</summary>
    public string? WeightsSha256 { get; init; }

    /// <summary>What happened, for people.</summary>
    public string? Message { get; init; }

    /// <summary>Steps whose evaluations must be stored for the trial to count as completed.</summary>
    public IEnumerable<int> DueEvaluations { get; init; } = [];
}

using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>What a small network says that is trained alongside to tell encoded samples from draws of the prior.</summary>
[Kind("critic", Place = 5)]
public sealed record CriticPenaltySpec : AggregatePenaltySpec
{
    /// <summary>Features of the critic's first convolution; the next have twice and four times as many. On points, its two hidden layers have four times as many.</summary>
    [Whole(1, 4096)]
    public int Channels { get; init; } = 16;

    /// <summary>Learning rate of the critic's own Adam.</summary>
    [Number(0, 10, AboveMin = true)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>γ, the weight of the critic's squared slope in its own loss; the larger, the smoother the critic.</summary>
    [Number(0)]
    public double GradientPenalty { get; init; } = 0.1;

    /// <inheritdoc/>
    public override bool ComparesSamples => false;
}

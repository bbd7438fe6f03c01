namespace FastOde.FlowMatching.Couplings;

/// <summary>The critic of a learned coupling, see <see cref="Critic"/>.</summary>
public sealed record CriticOptions
{
    /// <summary>Features of its first layer, see <see cref="Networks.Critic.CriticModel"/>; at least 1.</summary>
    public int Channels { get; init; } = 16;

    /// <summary>Adam's learning rate, positive; its moments decay by 0.5 and 0.9, since what the critic learns moves with the encoder.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>γ, the weight of the critic's squared slope in its loss, at least 0.</summary>
    public double GradientPenalty { get; init; } = 0.1;
}

namespace FastOde.FlowMatching.Metrics.Features.Classifiers;

/// <summary>How a classifier is trained: AdamW, with the moving average of the weights as the result.</summary>
public sealed record ClassifierTrainingOptions
{
    /// <summary>Passes over the training part, at least 1.</summary>
    public int Epochs { get; init; } = 4;

    /// <summary>Images of a step, at least 1.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Learning rate of the first step, positive; it falls to 0 along a line.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Decay a step of the moving average of the weights, in (0, 1).</summary>
    public double EmaDecay { get; init; } = 0.99;

    /// <summary>Seed of initial weights and order.</summary>
    public long Seed { get; init; }
}

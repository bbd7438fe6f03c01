using System.Text.Json.Serialization;

namespace FastOde.FlowMatching.Optimizers;

/// <summary>The <c>optimizer</c> section of a spec.</summary>
public sealed record OptimizerOptions
{
    /// <summary>Adam or AdamW.</summary>
    public OptimizerKind Kind { get; init; } = OptimizerKind.Adam;

    /// <summary>Learning rate after warm-up, positive.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Steps over which the learning rate rises linearly; 0 for none.</summary>
    public int Warmup { get; init; }

    /// <summary>Decay a step of the moving average of the weights, in [0, 1); 0 keeps no average.</summary>
    public double EmaDecay { get; init; }

    /// <summary>
    /// Half-life of the moving average of the weights, in steps, at least 0: the other way to say <see cref="EmaDecay"/>,
    /// ½^(1/half-life) a step. 0 leaves it to <see cref="EmaDecay"/>.
    /// </summary>
    public double EmaHalfLife { get; init; }

    /// <summary>
    /// At step s the half-life is at most this share of s, at least 0, so that the average forgets the initial weights
    /// soon (Karras and others, 2022); 0 for none. Only for <see cref="EmaHalfLife"/>.
    /// </summary>
    public double EmaRampUp { get; init; } = 0.05;

    /// <summary>Whether a moving average of the weights is kept.</summary>
    [JsonIgnore]
    public bool KeepsAverage => EmaDecay > 0 || EmaHalfLife > 0;

    /// <summary>Decay of the first moment, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator, positive.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay, at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Largest Euclidean norm of the whole gradient; 0 for no clipping.</summary>
    public double ClipNorm { get; init; }
}

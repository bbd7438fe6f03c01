namespace FastOde.Contracts.Experiments;

/// <summary>The optimizer of a trial.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.OptimizerSpec")]
public sealed record OptimizerSpec
{
    /// <summary><c>adam</c> or <c>adamw</c>.</summary>
    [Id(0)]
    public string Kind { get; init; } = "adam";

    /// <summary>Learning rate after warm-up.</summary>
    [Id(1)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Steps over which the learning rate rises linearly from zero.</summary>
    [Id(2)]
    public int Warmup { get; init; } = 0;

    /// <summary>Decay a step of the averaged weights that are evaluated; 0 evaluates the weights themselves.</summary>
    [Id(3)]
    public double EmaDecay { get; init; } = 0;

    /// <summary>Decay of the first moment.</summary>
    [Id(4)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    [Id(5)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    [Id(6)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay: an L2 penalty with <c>adam</c>, apart from the gradient with <c>adamw</c>.</summary>
    [Id(7)]
    public double WeightDecay { get; init; } = 0;

    /// <summary>Largest norm of the whole gradient; 0 does not clip.</summary>
    [Id(8)]
    public double ClipNorm { get; init; } = 0;

    /// <summary>Steps after which a weight counts half in the averaged weights that are evaluated; 0 leaves it to <see cref="EmaDecay"/>.</summary>
    [Id(9)]
    public double EmaHalfLife { get; init; } = 0;

    /// <summary>The half-life is at most this share of the steps done; 0 for its full length from the first step on.</summary>
    [Id(10)]
    public double EmaRampUp { get; init; } = 0.05;
}

using FastOde.Specs.Keys;

namespace FastOde.Specs.Optimizers;

/// <summary>The optimizer of a trial.</summary>
[Family("optimizer", "adam")]
public abstract record OptimizerSpec : IChecked
{
    /// <summary>Learning rate after warm-up.</summary>
    [Number(0, 10, AboveMin = true)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Steps over which the learning rate rises linearly from zero.</summary>
    [Whole(0, int.MaxValue)]
    public int Warmup { get; init; }

    /// <summary>Decay a step of the averaged weights that are evaluated; 0 evaluates the weights themselves.</summary>
    [Number(0, 1, BelowMax = true)]
    public double EmaDecay { get; init; }

    /// <summary>The same average by its half-life in steps: the decay a step is ½^(1/half-life). Give this or <c>emaDecay</c>.</summary>
    [Number(0)]
    public double EmaHalfLife { get; init; }

    /// <summary>The half-life is at most this share of the steps done, so that the average forgets the initial weights soon; 0 for the full half-life from the first step. Only with <c>emaHalfLife</c>.</summary>
    [Number(0)]
    public double EmaRampUp { get; init; } = 0.05;

    /// <summary>Decay of the first moment.</summary>
    [Number(0, 1, BelowMax = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    [Number(0, 1, BelowMax = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    [Number(0, AboveMin = true)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay: an L2 penalty with <c>adam</c>, apart from the gradient with <c>adamw</c>.</summary>
    [Number(0)]
    public double WeightDecay { get; init; }

    /// <summary>Largest norm of the whole gradient; 0 does not clip.</summary>
    [Number(0)]
    public double ClipNorm { get; init; }

    /// <summary>Whether a moving average of the weights is kept.</summary>
    public bool KeepsAverage => EmaDecay > 0 || EmaHalfLife > 0;

    /// <inheritdoc/>
    public IEnumerable<KeyProblem> Problems()
    {
        if (this is { EmaDecay: > 0, EmaHalfLife: > 0 })
            yield return new("emaHalfLife", FormattableString.Invariant($"The average has a decay already, emaDecay: {EmaDecay}; give emaHalfLife: {EmaHalfLife} or emaDecay, not both."));
    }
}

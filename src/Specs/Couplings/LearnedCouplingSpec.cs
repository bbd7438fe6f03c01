using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>Noise is drawn from a Gaussian encoder q(noise | data) that is trained along with the velocity.</summary>
[Kind("learned", Place = 2)]
public sealed record LearnedCouplingSpec : CouplingSpec, IChecked
{
    private static readonly IReadOnlyList<PenaltySpec> KlAlone = [new KlPenaltySpec()];

    /// <summary>What keeps the encoder near the prior, all of it at once: a list of kinds, each by its name or as a group with its keys, or the names with a plus between them, such as <c>kl+mmd</c>.</summary>
    public IReadOnlyList<PenaltySpec> Penalties { get; init; } = KlAlone;

    /// <summary>β, the weight of the KL. Velocity loss and KL are means per data dimension, so it does not depend on dimension.</summary>
    [Number(0), OnlyWith("penalties", "kl")]
    public double Beta { get; init; } = 10;

    /// <summary>β at the first step, from where it moves to <c>beta</c>; without it β stays.</summary>
    [Number(0), OnlyWith("penalties", "kl")]
    public double? BetaStart { get; init; }

    /// <summary>The step at which a β that moves reaches <c>beta</c>.</summary>
    [Whole(0, int.MaxValue), OnlyWith("penalties", "kl")]
    public int BetaSteps { get; init; }

    /// <summary>Whether β moves by equal amounts or by equal factors.</summary>
    [OnlyWith("penalties", "kl")]
    public RampScale BetaScale { get; init; }

    /// <summary>Where sampling starts: at the prior, where a small flow trained on the encoded data carries the prior, or at the normal with the encoded data's mean and deviation in each dimension or coefficient, followed by a moving average.</summary>
    public PriorKind Prior { get; init; }

    /// <summary>What <c>prior: fitted</c> takes as independent: pixels, or each channel's cosines or Haar wavelets, for images.</summary>
    [OnlyWith("prior", "fitted")]
    public PriorBasis PriorBasis { get; init; }

    /// <summary>Euler steps of the flow of <c>prior: flow</c>. They come before the solver's own and are counted in the NFE of every cell.</summary>
    [Whole(1, 1000), OnlyWith("prior", "flow")]
    public int PriorSteps { get; init; } = 2;

    /// <summary>Which samples teach the encoder, where the method learns jumps: all, or those that match the velocity.</summary>
    public EncoderGradient Gradient { get; init; }

    /// <inheritdoc/>
    public override bool ComparesSamples => Prior == PriorKind.Fitted || Penalties.Any(penalty => penalty.ComparesSamples);

    /// <inheritdoc/>
    public IEnumerable<KeyProblem> Problems()
    {
        if (BetaStart is null && BetaSteps > 0)
            yield return new("betaSteps", "β moves only from a first value; set betaStart too, such as betaStart: 0, or remove betaSteps.");
        if (BetaStart is not null && BetaSteps < 2)
            yield return new("betaStart", "β needs at least 2 steps to move; set betaSteps too, such as betaSteps: 2000, or remove betaStart.");
        if (this is { BetaStart: { } start, BetaScale: RampScale.Log } && (start <= 0 || Beta <= 0))
            yield return new("betaScale", $"A ramp by equal factors cannot begin or end at 0, found betaStart {start} and beta {Beta}; use values above 0 or betaScale: linear.");
    }
}

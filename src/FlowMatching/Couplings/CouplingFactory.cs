using FastOde.FlowMatching.Networks;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Makes the coupling that a spec asks for.</summary>
internal static class CouplingFactory
{
    /// <summary>Makes a coupling.</summary>
    /// <param name="options">Which, and how it is held.</param>
    /// <param name="prior">The prior over noise.</param>
    /// <param name="encoder">The encoder of a learned coupling; disposed of with it.</param>
    /// <param name="parameters">Where the encoder's parameters lie.</param>
    public static Coupling Create(CouplingOptions options, DiagonalNormal prior, Network? encoder, ParameterBlock? parameters) => options.Kind switch
    {
        CouplingKind.Independent => new IndependentCoupling(prior),
        CouplingKind.Learned => new LearnedForwardProcess(encoder!, parameters!, Penalty(options, prior), prior.Variances.Count),
        CouplingKind.MinibatchOptimalTransport => new MinibatchOptimalTransport(prior, options),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "There is no such coupling."),
    };

    private static EncoderPenalty Penalty(CouplingOptions options, DiagonalNormal prior) => options.Penalty switch
    {
        PenaltyKind.Kl => new KlPenalty(prior, options.Beta),
        PenaltyKind.SlicedWasserstein => new SlicedWassersteinPenalty(prior, options.Weight, options.Directions),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Penalty, "There is no such penalty."),
    };
}

using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.Specs.Couplings;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Makes the coupling that a spec asks for.</summary>
internal static class CouplingFactory
{
    /// <summary>Makes a coupling.</summary>
    /// <param name="options">Which, and how it is held.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="prior">The prior over noise.</param>
    /// <param name="encoder">The encoder of a learned coupling; disposed of with it.</param>
    /// <param name="parameters">Where the encoder's parameters lie.</param>
    /// <exception cref="Catalogs.SettingValueException">The coupling does not fit such samples; the exception names the key at fault.</exception>
    public static Coupling Create(CouplingOptions options, SampleShape shape, DiagonalNormal prior, Network? encoder, ParameterBlock? parameters) => options.Kind switch
    {
        CouplingKind.Independent => new IndependentCoupling(prior),
        CouplingKind.Learned => Learned(options, shape, prior, encoder!, parameters!),
        CouplingKind.MinibatchOptimalTransport => new MinibatchOptimalTransport(prior, options),
        CouplingKind.Reflow or CouplingKind.Distillation => throw new InvalidOperationException(
            $"The coupling {options.Kind} needs a teacher's pairs to train on, and was given a data set."),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "There is no such coupling."),
    };

    private static Coupling Learned(CouplingOptions options, SampleShape shape, DiagonalNormal prior, Network encoder, ParameterBlock parameters)
    {
        EncoderPenalty[] penalties = [.. options.Penalties.Select(kind => Penalty(kind, options, shape, parameters.Device, prior))];
        var aggregate = options.Prior == PriorKind.Fitted ? new AggregatePosterior(prior, NoiseBasis.Of(options.PriorBasis, shape)) : null;
        return parameters.Device.Create(new ForwardProcessComputation(encoder, parameters, penalties, aggregate));
    }

    private static EncoderPenalty Penalty(PenaltyKind kind, CouplingOptions options, SampleShape shape, ComputeDevice device, DiagonalNormal prior) => kind switch
    {
        PenaltyKind.Kl => new KlPenalty(prior, Beta(options)),
        PenaltyKind.SlicedWasserstein => new SlicedWassersteinPenalty(prior, Weight(options, kind), options.Directions),
        PenaltyKind.Mmd => new MmdPenalty(prior, Weight(options, kind)),
        PenaltyKind.Moments => new MomentPenalty(prior, Weight(options, kind)),
        PenaltyKind.Critic => new CriticPenalty(prior, Weight(options, kind), new Critic(options.Critic, shape, device)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such penalty."),
    };

    private static double Weight(CouplingOptions options, PenaltyKind kind) => options.Weights?[kind] ?? options.Weight;

    private static WeightSchedule Beta(CouplingOptions options) => options.BetaStart is { } start
        ? new WeightSchedule { Start = start, End = options.Beta, Steps = options.BetaSteps, Scale = options.BetaScale }
        : WeightSchedule.Constant(options.Beta);
}

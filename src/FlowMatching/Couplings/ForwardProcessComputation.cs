using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.Specs.Couplings;

namespace FastOde.FlowMatching.Couplings;

/// <summary>A learned forward process.</summary>
/// <param name="Encoder">Gives means and log variances, so twice the data's dimension; disposed of with the coupling.</param>
/// <param name="Parameters">Where its parameters lie.</param>
/// <param name="Penalties">What keeps it near the prior, together; disposed of with the coupling.</param>
/// <param name="Aggregate">Follows the encoded data, where sampling shall start from them; else null.</param>
internal sealed record ForwardProcessComputation(
    Network Encoder, ParameterBlock Parameters, IReadOnlyList<EncoderPenalty> Penalties, AggregatePosterior? Aggregate = null) : Computation<Coupling>
{
    /// <summary>The forward process that a spec asks for.</summary>
    /// <param name="spec">Penalties and prior.</param>
    /// <param name="problem">Has the encoder.</param>
    /// <exception cref="Catalogs.SettingValueException">The coupling does not fit such samples; the exception names the key at fault.</exception>
    public ForwardProcessComputation(LearnedCouplingSpec spec, CouplingProblem problem)
        : this(
            problem.Encoder!,
            problem.Parameters!,
            [.. spec.Penalties.Select(penalty => problem.Device.Create<EncoderPenalty>(penalty, new PenaltyProblem(spec, problem.Shape, problem.Prior, problem.Device)))],
            spec.Prior == PriorKind.Fitted ? new AggregatePosterior(problem.Prior, NoiseBasis.Of(spec.PriorBasis, problem.Shape)) : null)
    {
    }

    /// <inheritdoc/>
    public override Coupling InTensors(ComputeDevice device) => new TensorForwardProcess(this);
}

using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;

namespace FastOde.FlowMatching.Couplings;

/// <summary>A learned forward process.</summary>
/// <param name="Encoder">Gives means and log variances, so twice the data's dimension; disposed of with the coupling.</param>
/// <param name="Parameters">Where its parameters lie.</param>
/// <param name="Penalties">What keeps it near the prior, together; disposed of with the coupling.</param>
/// <param name="Aggregate">Follows the encoded data, where sampling shall start from them; else null.</param>
internal sealed record ForwardProcessComputation(
    Network Encoder, ParameterBlock Parameters, IReadOnlyList<EncoderPenalty> Penalties, AggregatePosterior? Aggregate = null) : Computation<Coupling>
{
    /// <inheritdoc/>
    public override Coupling InTensors(ComputeDevice device) => new TensorForwardProcess(this);
}

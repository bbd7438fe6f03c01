using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;

namespace Swirl;

/// <summary>The network that a spec asks for; found by its constructor.</summary>
/// <param name="Spec">Its width.</param>
/// <param name="Problem">Sample and conditions.</param>
public sealed record SwishMlpComputation(SwishMlpSpec Spec, NetworkProblem Problem) : Computation<Network>
{
    /// <inheritdoc/>
    public override Network InTensors(ComputeDevice device) => new SwishMlp(Spec, Problem);
}

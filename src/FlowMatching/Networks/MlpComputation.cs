using FastOde.FlowMatching.Devices;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>A network of dense layers.</summary>
/// <param name="Layout">Its layers.</param>
/// <param name="Dropout">The trial's generator; nothing is drawn from it.</param>
internal sealed record MlpComputation(MlpLayout Layout, torch.Generator Dropout) : Computation<Network>
{
    /// <summary>The network that a spec asks for.</summary>
    /// <param name="spec">Its layers.</param>
    /// <param name="problem">Sample, prior and conditions.</param>
    public MlpComputation(LayeredNetworkSpec spec, NetworkProblem problem)
        : this(new MlpLayout(spec, problem.Prior, problem.OutputsPerDimension * problem.Shape.Dimension, problem.Conditions.Count), problem.Dropout)
    {
    }

    /// <inheritdoc/>
    public override Network InTensors(ComputeDevice device) => new TensorMlp(Layout, Dropout, device.Device);
}

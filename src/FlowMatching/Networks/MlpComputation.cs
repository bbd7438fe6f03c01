using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>A network of dense layers.</summary>
/// <param name="Layout">Its layers.</param>
/// <param name="Dropout">The trial's generator; nothing is drawn from it.</param>
internal sealed record MlpComputation(MlpLayout Layout, torch.Generator Dropout) : Computation<Network>
{
    /// <inheritdoc/>
    public override Network InTensors(ComputeDevice device) => new TensorMlp(Layout, Dropout, device.Device);
}

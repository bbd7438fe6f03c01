using FastOde.FlowMatching.Devices;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>A U-Net.</summary>
/// <param name="Model">Its layers.</param>
/// <param name="Dropout">The trial's generator; training draws from it where the model asks for dropout.</param>
/// <param name="Precision">What it computes with.</param>
/// <param name="Checkpointing">Whether training computes each block's features a second time instead of keeping them.</param>
internal sealed record UNetComputation(UNetModel Model, torch.Generator Dropout, Precision Precision = Precision.Full, bool Checkpointing = false)
    : Computation<Network>
{
    /// <inheritdoc/>
    public override Network InTensors(ComputeDevice device) => new TensorUNet(Model, Dropout, device.Device, Precision, Checkpointing);
}

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
    /// <summary>The network that a spec asks for.</summary>
    /// <param name="spec">Its family and widths.</param>
    /// <param name="problem">Images and conditions.</param>
    /// <exception cref="Catalogs.SettingValueException">No such network fits such images; the exception names the key at fault.</exception>
    public UNetComputation(UNetSpec spec, NetworkProblem problem)
        : this(
            new UNetModel(UNetShape.Of(spec, problem.Shape, problem.OutputsPerDimension, problem.Conditions)),
            problem.Dropout,
            problem.Precision,
            spec.Checkpointing)
    {
    }

    /// <inheritdoc/>
    public override Network InTensors(ComputeDevice device) => new TensorUNet(Model, Dropout, device.Device, Precision, Checkpointing);
}

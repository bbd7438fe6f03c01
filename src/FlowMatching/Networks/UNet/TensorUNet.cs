using FastOde.FlowMatching.Networks.Layers;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>
/// Any U-Net on points that are images row by row, in tensor operations. As Gaussian encoder it gives all means, then all
/// log variances. In bfloat16 the parameters stay in single precision and are rounded in each pass, so that steps smaller
/// than a rounding are not lost.
/// </summary>
internal sealed class TensorUNet : TensorNetwork
{
    private readonly UNetModel model;
    private readonly torch.ScalarType type;
    private readonly torch.Tensor[] buffers;

    /// <summary>Prepares to compute.</summary>
    /// <param name="model">The network.</param>
    /// <param name="dropout">The trial's generator, on the device.</param>
    /// <param name="device">Where the parameters lie.</param>
    /// <param name="precision">What it computes with.</param>
    /// <param name="checkpointing">Whether training computes blocks a second time instead of keeping their features.</param>
    public TensorUNet(UNetModel model, torch.Generator dropout, torch.Device device, Precision precision, bool checkpointing = false)
        : base(dropout, checkpointing)
    {
        type = precision == Precision.BFloat16 ? torch.bfloat16 : torch.float32;
        this.model = model;
        buffers =
        [
            .. model.Entries.Where(entry => entry.Buffer is not null).Select(entry =>
                torch.tensor(entry.Buffer!.ToArray(), [.. entry.Sizes], dtype: torch.float32, device: device).DetachFromDisposeScope()),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Shapes => model.Shapes;

    /// <inheritdoc/>
    public override int OutputDimension => model.Shape.OutputDimension;

    /// <inheritdoc/>
    protected override torch.Tensor Compute(
        IReadOnlyList<torch.Tensor> parameters, torch.Tensor points, torch.Tensor conditions, torch.Generator? generator, RecomputationTape? segments)
    {
        var shape = model.Shape;
        var images = points.reshape(-1, shape.InputChannels, shape.Resolution, shape.Resolution).to(type);
        torch.Tensor[] rounded = [.. parameters.Select(parameter => parameter.to(type))];
        segments?.Keep(rounded);
        return model.Compute(model.Join(rounded, buffers), images, conditions.alias(), generator, segments).flatten(1).to(torch.float32);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var buffer in buffers)
                buffer.Dispose();
        }

        base.Dispose(disposing);
    }
}

using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Kernels.Vectors;
using TorchSharp;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>A U-Net on points that are images row by row: connects <see cref="UNetPasses"/> with tensors and the arena.</summary>
internal sealed unsafe class KernelUNet : Network
{
    /// <summary>Images that are differentiated together; what they keep for the way back is allocated for so many.</summary>
    private const int Differentiated = 32;

    private readonly UNetModel model;
    private readonly ImageKernelSet kernels;
    private readonly UNetPasses passes;
    private readonly torch.Generator dropout;
    private readonly torch.Tensor[] buffers;
    private UNetPasses? differentiation;
    private torch.Tensor? output;
    private bool forward;

    /// <summary>Prepares to compute.</summary>
    /// <param name="model">A network that <see cref="UNetPasses.Supports"/> accepts.</param>
    /// <param name="dropout">The trial's generator.</param>
    /// <param name="kernels">What computes it.</param>
    public KernelUNet(UNetModel model, torch.Generator dropout, ImageKernelSet kernels)
    {
        this.model = model;
        this.dropout = dropout;
        this.kernels = kernels;
        passes = new UNetPasses(model, kernels);
        buffers =
        [
            .. model.Entries.Where(entry => entry.Buffer is not null).Select(entry =>
                torch.tensor(entry.Buffer!.ToArray(), [.. entry.Sizes], dtype: torch.float32).DetachFromDisposeScope()),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Shapes => model.Shapes;

    /// <inheritdoc/>
    public override int OutputDimension => model.Shape.OutputDimension;

    /// <inheritdoc/>
    public override torch.Tensor Forward(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions)
    {
        using var scope = torch.NewDisposeScope();
        forward = true;
        var batch = checked((int)points.shape[0]);
        output = Workspace.Like(output, batch, OutputDimension);
        passes.Forward(
            parameters.Values, TensorMemory.Pointer(points), TensorMemory.Pointer(Waves(parameters, conditions)), batch, TensorMemory.Pointer(output), Draw());
        return output;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There was no forward pass since the last backward one.</exception>
    public override void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient)
    {
        if (!forward)
            throw new InvalidOperationException("A network goes backward once after each forward pass.");
        forward = false;
        passes.Backward(
            parameters.Values, TensorMemory.Pointer(outputGradient), parameters.Gradients,
            pointGradient is null ? null : TensorMemory.Pointer(pointGradient));
    }

    /// <inheritdoc/>
    public override torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged)
    {
        using var scope = torch.NewDisposeScope();
        var batch = checked((int)points.shape[0]);
        var result = torch.empty(batch, OutputDimension, dtype: torch.float32);
        passes.Evaluate(
            averaged ? parameters.Average : parameters.Values, TensorMemory.Pointer(points), TensorMemory.Pointer(Waves(parameters, conditions)), batch,
            TensorMemory.Pointer(result));
        return result.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>In memory of its own, so that training can go backward after its forward pass whatever happens between.</remarks>
    public override (torch.Tensor Output, torch.Tensor[] Products) Differentiate(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged, IReadOnlyList<torch.Tensor> cotangents)
    {
        using var scope = torch.NewDisposeScope();
        differentiation ??= new UNetPasses(model, kernels);
        var values = averaged ? parameters.Average : parameters.Values;
        var batch = checked((int)points.shape[0]);
        var (images, waves) = (points.contiguous(), Waves(parameters, conditions));
        torch.Tensor[] vectors = [.. cotangents.Select(cotangent => cotangent.contiguous())];
        var result = torch.empty(batch, OutputDimension, dtype: torch.float32);
        torch.Tensor[] products = [.. vectors.Select(_ => torch.empty_like(images))];
        for (var first = 0; first < batch; first += Differentiated)
        {
            differentiation.Forward(values, Row(images, first), Row(waves, first), Math.Min(Differentiated, batch - first), Row(result, first), dropout: null);
            for (var i = 0; i < products.Length; i++)
                differentiation.Backward(values, Row(vectors[i], first), gradients: null, Row(products[i], first));
        }

        return (result.MoveToOuterDisposeScope(), [.. products.Select(product => product.MoveToOuterDisposeScope())]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            passes.Dispose();
            differentiation?.Dispose();
            output?.Dispose();
            foreach (var buffer in buffers)
                buffer.Dispose();
        }

        base.Dispose(disposing);
    }

    private static float* Row(torch.Tensor rows, int row) => TensorMemory.Pointer(rows) + row * (nint)rows.shape[1];

    private torch.Tensor Waves(ParameterBlock parameters, torch.Tensor conditions)
    {
        using var unrecorded = torch.no_grad();
        // The waves depend on buffers alone; any tensor stands in for the parameters.
        var stand = new torch.Tensor[parameters.Shapes.Count];
        Array.Fill(stand, conditions);
        return model.Waves(model.Join(stand, buffers), conditions).contiguous();
    }

    private ulong? Draw()
    {
        if (model.Shape.Spec.Dropout == 0)
            return null;
        var halves = torch.rand(2, dtype: torch.float64, generator: dropout).data<double>();
        return ((ulong)(halves[0] * uint.MaxValue) << 32) | (ulong)(halves[1] * uint.MaxValue);
    }
}

using System.Runtime.Intrinsics;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.Kernels.Vectors;
using TorchSharp;

namespace FastOde.Kernels.Networks;

/// <summary>
/// Dense layers with tanh on [point, conditions], with or without Fourier features, computed forwards and backwards by hand
/// on preallocated memory: at this size the time of a general tensor library goes into allocation and small
/// calls. The two-Gaussian example's network has 10,702 parameters, its encoder 10,904.
/// </summary>
internal sealed unsafe class KernelMlp : Network
{
    private readonly KernelSet kernels;
    private readonly FourierKernel? features;
    private readonly int pointDimension;
    private readonly int conditionCount;
    private readonly int[] widths;
    private readonly int[] weightOffsets;
    private readonly AlignedBuffer[] scratch;
    private readonly AlignedBuffer[] gradientScratch;
    private readonly AlignedBuffer noBias;
    private AlignedBuffer[] activations = [];
    private AlignedBuffer[] gradients = [];
    private int batch;
    private torch.Tensor? output;

    /// <summary>Reserves what it needs for itself; it computes once its parameters have a place.</summary>
    /// <param name="layout">The layers.</param>
    /// <param name="kernels">What computes.</param>
    public KernelMlp(MlpLayout layout, KernelSet kernels)
    {
        this.kernels = kernels;
        (widths, Shapes) = (layout.Widths, layout.Shapes);
        features = layout.Features is { } fourier ? new FourierKernel(fourier, layout.PointDimension) : null;
        (pointDimension, conditionCount) = (layout.PointDimension, layout.Conditions);
        weightOffsets = new int[widths.Length];
        for (var layer = 1; layer < widths.Length; layer++)
            weightOffsets[layer] = weightOffsets[layer - 1] + widths[layer] * (widths[layer - 1] + 1);
        scratch = [.. widths.Select(width => new AlignedBuffer((long)width * Panels.Width))];
        gradientScratch = [.. widths.Select(width => new AlignedBuffer((long)width * Panels.Width))];
        noBias = new AlignedBuffer(widths.Max());
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Shapes { get; }

    /// <inheritdoc/>
    public override int OutputDimension => widths[^1];

    /// <inheritdoc/>
    public override torch.Tensor Forward(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions)
    {
        Reserve(checked((int)points.shape[0]));
        float* x = TensorMemory.Pointer(points), t = TensorMemory.Pointer(conditions);
        var rows = stackalloc float*[widths.Length];
        for (var panel = 0; panel < Panels.Count(batch); panel++)
        {
            for (var layer = 0; layer < widths.Length; layer++)
                rows[layer] = At(activations, layer, panel);
            Forward(parameters.Values, x, t, panel, batch, rows);
        }

        Panels.Gather(activations[^1].Start, widths[^1], TensorMemory.Pointer(output!), batch, widths[^1]);
        return output!;
    }

    /// <inheritdoc/>
    public override void Backward(ParameterBlock parameters, torch.Tensor outputGradient, torch.Tensor? pointGradient)
    {
        var values = parameters.Values;
        var panels = Panels.Count(batch);
        Panels.Scatter(TensorMemory.Pointer(outputGradient), batch, widths[^1], gradients[^1].Start, widths[^1]);
        for (var panel = 0; panel < panels; panel++)
        {
            for (var layer = widths.Length - 2; layer > 0; layer--)
            {
                kernels.TanhInputGradient(
                    widths[layer], widths[layer + 1], values + weightOffsets[layer],
                    At(gradients, layer + 1, panel), At(gradients, layer, panel), At(activations, layer, panel));
            }

            if (pointGradient is null)
                continue;
            kernels.InputGradient(widths[0], widths[1], values, At(gradients, 1, panel), At(gradients, 0, panel));
            features?.Backward(At(activations, 0, panel), At(gradients, 0, panel));
        }

        for (var layer = 0; layer < widths.Length - 1; layer++)
        {
            var weight = parameters.Gradients + weightOffsets[layer];
            kernels.WeightGradient(
                widths[layer + 1], widths[layer], panels, gradients[layer + 1].Start, activations[layer].Start,
                weight, weight + widths[layer] * widths[layer + 1]);
        }

        if (pointGradient is not null)
            Panels.Gather(gradients[0].Start, widths[0], TensorMemory.Pointer(pointGradient), batch, pointDimension);
    }

    /// <inheritdoc/>
    public override torch.Tensor Evaluate(ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged)
    {
        var count = checked((int)points.shape[0]);
        var result = torch.empty(count, widths[^1], dtype: torch.float32);
        float* x = TensorMemory.Pointer(points), t = TensorMemory.Pointer(conditions), y = TensorMemory.Pointer(result);
        var rows = stackalloc float*[widths.Length];
        for (var layer = 0; layer < widths.Length; layer++)
            rows[layer] = scratch[layer].Start;
        for (var panel = 0; panel < Panels.Count(count); panel++)
        {
            Forward(averaged ? parameters.Average : parameters.Values, x, t, panel, count, rows);
            var start = panel * Panels.Width;
            Panels.Gather(rows[widths.Length - 1], widths[^1], y + (nint)start * widths[^1], Math.Min(Panels.Width, count - start), widths[^1]);
        }

        return result;
    }

    /// <inheritdoc/>
    public override (torch.Tensor Output, torch.Tensor[] Products) Differentiate(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged, IReadOnlyList<torch.Tensor> cotangents)
    {
        var count = checked((int)points.shape[0]);
        var last = widths.Length - 1;
        var values = averaged ? parameters.Average : parameters.Values;
        var result = torch.empty(count, widths[^1], dtype: torch.float32);
        torch.Tensor[] products = [.. cotangents.Select(_ => torch.empty(count, pointDimension, dtype: torch.float32))];
        float* x = TensorMemory.Pointer(points), t = TensorMemory.Pointer(conditions), y = TensorMemory.Pointer(result);
        var rows = stackalloc float*[widths.Length];
        for (var layer = 0; layer < widths.Length; layer++)
            rows[layer] = scratch[layer].Start;
        for (var panel = 0; panel < Panels.Count(count); panel++)
        {
            Forward(values, x, t, panel, count, rows);
            nint start = panel * Panels.Width;
            var filled = Math.Min(Panels.Width, count - (int)start);
            Panels.Gather(rows[last], widths[^1], y + start * widths[^1], filled, widths[^1]);
            for (var i = 0; i < products.Length; i++)
            {
                Panels.Scatter(TensorMemory.Pointer(cotangents[i]) + start * widths[^1], filled, widths[^1], gradientScratch[last].Start, widths[^1]);
                for (var layer = last - 1; layer > 0; layer--)
                {
                    kernels.TanhInputGradient(
                        widths[layer], widths[layer + 1], values + weightOffsets[layer],
                        gradientScratch[layer + 1].Start, gradientScratch[layer].Start, rows[layer]);
                }

                kernels.InputGradient(widths[0], widths[1], values, gradientScratch[1].Start, gradientScratch[0].Start);
                features?.Backward(rows[0], gradientScratch[0].Start);
                Panels.Gather(gradientScratch[0].Start, widths[0], TensorMemory.Pointer(products[i]) + start * pointDimension, filled, pointDimension);
            }
        }

        return (result, products);
    }

    /// <inheritdoc/>
    /// <remarks>Exact: the direction goes through the layers beside the features, a product more for each.</remarks>
    public override torch.Tensor DifferentiateAlong(
        ParameterBlock parameters, torch.Tensor points, torch.Tensor conditions, bool averaged, torch.Tensor pointDirection, torch.Tensor conditionDirection)
    {
        var count = checked((int)points.shape[0]);
        var last = widths.Length - 1;
        var values = averaged ? parameters.Average : parameters.Values;
        var result = torch.empty(count, widths[^1], dtype: torch.float32);
        float* x = TensorMemory.Pointer(points), t = TensorMemory.Pointer(conditions), y = TensorMemory.Pointer(result);
        float* v = TensorMemory.Pointer(pointDirection), w = TensorMemory.Pointer(conditionDirection);
        var rows = stackalloc float*[widths.Length];
        var along = stackalloc float*[widths.Length];
        for (var layer = 0; layer < widths.Length; layer++)
        {
            rows[layer] = scratch[layer].Start;
            along[layer] = gradientScratch[layer].Start;
        }

        for (var panel = 0; panel < Panels.Count(count); panel++)
        {
            Forward(values, x, t, panel, count, rows);
            Scatter(v, w, panel, count, along[0]);
            features?.EncodeAlong(rows[0], along[0]);
            for (var layer = 0; layer < last; layer++)
            {
                kernels.Linear(widths[layer + 1], widths[layer], values + weightOffsets[layer], noBias.Start, along[layer], along[layer + 1]);
                if (layer < last - 1)
                    ThroughTanh(rows[layer + 1], along[layer + 1], widths[layer + 1] * Panels.Width);
            }

            nint start = panel * Panels.Width;
            Panels.Gather(along[last], widths[^1], y + start * widths[^1], Math.Min(Panels.Width, count - (int)start), widths[^1]);
        }

        return result;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            noBias.Dispose();
            foreach (var buffer in activations.Concat(gradients).Concat(scratch).Concat(gradientScratch))
                buffer.Dispose();
            output?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Forward(float* values, float* points, float* conditions, int panel, int count, float** rows)
    {
        Scatter(points, conditions, panel, count, rows[0]);
        features?.Encode(rows[0]);
        for (var layer = 0; layer < widths.Length - 1; layer++)
        {
            var weights = values + weightOffsets[layer];
            var bias = weights + widths[layer] * widths[layer + 1];
            if (layer < widths.Length - 2)
                kernels.Tanh(widths[layer + 1], widths[layer], weights, bias, rows[layer], rows[layer + 1]);
            else
                kernels.Linear(widths[layer + 1], widths[layer], weights, bias, rows[layer], rows[layer + 1]);
        }
    }

    private void Scatter(float* points, float* conditions, int panel, int count, float* target)
    {
        var start = panel * Panels.Width;
        var filled = Math.Min(Panels.Width, count - start);
        Panels.Scatter(points + (nint)start * pointDimension, filled, pointDimension, target, widths[0]);
        Panels.Scatter(conditions + (nint)start * conditionCount, filled, conditionCount, target + pointDimension * Panels.Width, widths[0]);
    }

    /// <summary>along ← (1 - tanh²)·along.</summary>
    private static void ThroughTanh(float* activations, float* along, int count)
    {
        for (var i = 0; i < count; i += Vector512<float>.Count)
        {
            var activation = Vector512.Load(activations + i);
            ((Vector512<float>.One - activation * activation) * Vector512.Load(along + i)).Store(along + i);
        }
    }

    private void Reserve(int count)
    {
        if (count == batch)
            return;
        foreach (var buffer in activations.Concat(gradients))
            buffer.Dispose();
        output?.Dispose();
        long columns = Panels.Count(count) * Panels.Width;
        activations = [.. widths.Select(width => new AlignedBuffer(width * columns))];
        gradients = [.. widths.Select(width => new AlignedBuffer(width * columns))];
        output = torch.empty(count, widths[^1], dtype: torch.float32).DetachFromDisposeScope();
        batch = count;
    }

    private float* At(AlignedBuffer[] buffers, int layer, int panel) => buffers[layer].Start + (nint)panel * widths[layer] * Panels.Width;
}

using FastOde.FlowMatching.Networks.UNet;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>
/// From sines and cosines of time to what time adds to the features of every block, for a whole batch at once, forwards
/// and back.
/// </summary>
internal sealed unsafe class KernelTimeMapping
{
    private readonly FeatureMapShape waveShape;
    private readonly FeatureMapShape shape;
    private readonly PackedConvolution first;
    private readonly PackedConvolution second;
    private readonly IReadOnlyList<BlockStep> steps;

    /// <summary>Takes its places in the layout.</summary>
    public KernelTimeMapping(KernelUNetBuilder builder, UNetShape unet)
    {
        steps = builder.Steps;
        waveShape = FeatureMapShape.Matrix(1, unet.Waves);
        shape = FeatureMapShape.Matrix(1, unet.EmbeddingWidth);
        first = new PackedConvolution(builder.Layout, "map_layer0", waveShape, shape.Channels, 1);
        second = new PackedConvolution(builder.Layout, "map_layer1", shape, shape.Channels, 1);
    }

    /// <summary>The given memory when it is for so many images; else it is disposed of and a new one takes its place.</summary>
    public TimeRows Reserve(TimeRows? rows, int batch)
    {
        if (rows is not null && rows.Batch == batch)
            return rows;
        rows?.Dispose();
        return new TimeRows(batch, waveShape, shape, steps.Select(step => step.Channels));
    }

    /// <summary>Computes the shifts of every block.</summary>
    /// <param name="packed">The packed parameters.</param>
    /// <param name="waves">Sines and cosines, row by row.</param>
    /// <param name="rows">Receives what the way back needs, and the shifts.</param>
    public void Forward(float* packed, float* waves, TimeRows rows)
    {
        for (var row = 0; row < rows.Batch; row++)
            new Span<float>(waves + (nint)row * waveShape.Channels, waveShape.Channels).CopyTo(new Span<float>(rows.Waves + (nint)row * waveShape.Stride, waveShape.Channels));
        first.Forward(packed, rows.Waves, rows.Hidden, positions: rows.Batch);
        Activate(rows.Count, rows.Hidden, rows.HiddenActive);
        second.Forward(packed, rows.HiddenActive, rows.Embedding, positions: rows.Batch);
        Activate(rows.Count, rows.Embedding, rows.EmbeddingActive);
        for (var i = 0; i < steps.Count; i++)
            steps[i].Block.TimeMap.Forward(packed, rows.EmbeddingActive, rows.Shifts.Values(i), positions: rows.Batch);
    }

    /// <summary>From the gradients of the shifts to those of the parameters.</summary>
    /// <param name="transposed">Weights packed for the way back.</param>
    /// <param name="gradients">Gradients of the packed parameters, added to.</param>
    /// <param name="rows">What the way forward left, with the gradients of the shifts.</param>
    public void Backward(float* transposed, float* gradients, TimeRows rows)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var map = steps[i].Block.TimeMap;
            map.WeightGradient(gradients, rows.EmbeddingActive, rows.Shifts.Gradients(i), rows.Batch);
            map.InputGradient(transposed, rows.Shifts.Gradients(i), rows.EmbeddingGradient, adds: i > 0, rows.Batch);
        }

        Deactivate(rows.Count, rows.Embedding, rows.EmbeddingGradient);
        second.WeightGradient(gradients, rows.HiddenActive, rows.EmbeddingGradient, rows.Batch);
        second.InputGradient(transposed, rows.EmbeddingGradient, rows.HiddenGradient, positions: rows.Batch);
        Deactivate(rows.Count, rows.Hidden, rows.HiddenGradient);
        first.WeightGradient(gradients, rows.Waves, rows.HiddenGradient, rows.Batch);
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    private static void Activate(int count, float* source, float* target)
    {
        for (var i = 0; i < count; i++)
            target[i] = source[i] * Sigmoid(source[i]);
    }

    private static void Deactivate(int count, float* source, float* gradient)
    {
        for (var i = 0; i < count; i++)
        {
            var sigmoid = Sigmoid(source[i]);
            gradient[i] *= sigmoid * (1 + source[i] * (1 - sigmoid));
        }
    }
}

using FastOde.FlowMatching.Networks.UNet;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>
/// From sines and cosines of the conditions, time first, to what they add to the features of every block, for a whole batch at
/// once, forwards and back.
/// </summary>
internal sealed unsafe class KernelTimeMapping
{
    private readonly FeatureMapShape waveShape;
    private readonly FeatureMapShape shape;
    private readonly (PackedConvolution First, PackedConvolution Second)[] mappings;
    private readonly IReadOnlyList<BlockStep> steps;

    /// <summary>Takes its places in the layout.</summary>
    public KernelTimeMapping(KernelUNetBuilder builder, UNetShape unet)
    {
        steps = builder.Steps;
        waveShape = FeatureMapShape.Matrix(1, unet.Waves);
        shape = FeatureMapShape.Matrix(1, unet.EmbeddingWidth);
        mappings =
        [
            .. unet.Conditions.Select(TimeMapping.NameOf).Select(name => (
                new PackedConvolution(builder.Layout, $"{name}_layer0", waveShape, shape.Channels, 1),
                new PackedConvolution(builder.Layout, $"{name}_layer1", shape, shape.Channels, 1))),
        ];
    }

    /// <summary>The given memory when it is for so many images; else it is disposed of and a new one takes its place.</summary>
    public TimeRows Reserve(TimeRows? rows, int batch)
    {
        if (rows is not null && rows.Batch == batch)
            return rows;
        rows?.Dispose();
        return new TimeRows(batch, mappings.Length, waveShape, shape, steps.Select(step => step.Channels));
    }

    /// <summary>Computes the shifts of every block.</summary>
    /// <param name="packed">The packed parameters.</param>
    /// <param name="waves">Sines and cosines, row by row; in a row those of one condition after those of another.</param>
    /// <param name="rows">Receives what the way back needs, and the shifts.</param>
    public void Forward(float* packed, float* waves, TimeRows rows)
    {
        for (var i = 0; i < mappings.Length; i++)
            Embed(packed, waves, rows, i);
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
        foreach (var ((first, second), condition) in mappings.Zip(rows.Conditions))
        {
            second.WeightGradient(gradients, condition.HiddenActive, rows.EmbeddingGradient, rows.Batch);
            second.InputGradient(transposed, rows.EmbeddingGradient, rows.HiddenGradient, positions: rows.Batch);
            Deactivate(rows.Count, condition.Hidden, rows.HiddenGradient);
            first.WeightGradient(gradients, condition.Waves, rows.HiddenGradient, rows.Batch);
        }
    }

    private void Embed(float* packed, float* waves, TimeRows rows, int index)
    {
        var ((first, second), condition) = (mappings[index], rows.Conditions[index]);
        var width = waveShape.Channels;
        for (var row = 0; row < rows.Batch; row++)
        {
            var given = new Span<float>(waves + ((nint)row * mappings.Length + index) * width, width);
            given.CopyTo(new Span<float>(condition.Waves + (nint)row * waveShape.Stride, width));
        }

        first.Forward(packed, condition.Waves, condition.Hidden, positions: rows.Batch);
        Activate(rows.Count, condition.Hidden, condition.HiddenActive);
        var own = index == 0 ? rows.Embedding : rows.Another;
        second.Forward(packed, condition.HiddenActive, own, positions: rows.Batch);
        for (var i = 0; index > 0 && i < rows.Count; i++)
            rows.Embedding[i] += own[i];
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

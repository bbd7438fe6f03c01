using FastOde.FlowMatching.Networks.Layers;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>
/// Self-attention of one head over the pixels of one image, forwards and back: what <see cref="SelfAttention"/>
/// computes. Pixels are the rows of matrices; a product of two of them is a convolution of size 1 whose weights are the rows
/// of the second.
/// </summary>
internal sealed unsafe class KernelAttention
{
    private readonly ImageKernelSet kernels;
    private readonly float scale;
    private readonly float sharpness;
    private readonly FeatureMapShape map;
    private readonly FeatureMapShape rows;
    private readonly FeatureMapShape square;
    private readonly PackedNormalization norm;
    private readonly PackedConvolution[] projections;
    private readonly PackedConvolution mix;
    private readonly int[] parts;
    private readonly int weights;
    private readonly int attended;

    /// <summary>Takes the places it needs.</summary>
    /// <param name="builder">Gives them.</param>
    /// <param name="name">The block's published name.</param>
    /// <param name="map">The features.</param>
    /// <param name="style">What all blocks have in common.</param>
    /// <param name="scale">Factor on the result.</param>
    public KernelAttention(KernelUNetBuilder builder, string name, FeatureMapShape map, UNetBlockStyle style, float scale)
    {
        var (layout, tape) = (builder.Layout, builder.Tape);
        kernels = layout.Kernels;
        this.map = map;
        this.scale = scale;
        rows = map.AsMatrix();
        square = FeatureMapShape.Matrix(rows.Width, rows.Width);
        sharpness = (float)(1 / Math.Sqrt(map.Channels));
        norm = new PackedNormalization(layout, $"{name}.norm2", map, rows, style.Epsilon, activates: false, tape);
        // Queries, keys and values of a channel are neighbours among the published output channels.
        projections = [.. Enumerable.Range(0, 3).Select(part => new PackedConvolution(layout, $"{name}.qkv", rows, map.Channels, 1, rows: (part, 3)))];
        mix = new PackedConvolution(layout, $"{name}.proj", rows, map.Channels, 1, scale);
        parts = [.. projections.Select(_ => tape.Reserve(rows.Length))];
        weights = tape.Reserve(square.Length);
        attended = tape.Reserve(rows.Length);
    }

    /// <summary>Adds to every pixel what it attends to, scaled.</summary>
    public void Forward(ImagePass pass, float* features, float* output)
    {
        var normal = pass.Worker.Map(BufferRole.First, rows);
        norm.Forward(pass.Packed, pass.Tape, features, null, normal);
        for (var i = 0; i < parts.Length; i++)
            projections[i].Forward(pass.Packed, normal, pass.Tape + parts[i]);
        float* queries = pass.Tape + parts[0], keys = pass.Tape + parts[1], values = pass.Tape + parts[2];
        var table = pass.Tape + weights;
        TimesTransposed(pass, queries, keys, table);
        for (var i = 0; i < rows.Width; i++)
            Softmax(new Span<float>(table + (nint)i * square.Stride, square.Stride));
        Times(pass, table, values, pass.Tape + attended);
        var around = pass.Worker.Map(BufferRole.First, rows);
        var result = pass.Worker.Map(BufferRole.Second, rows);
        pass.Copy(map, features, rows, around, map.Channels);
        mix.Forward(pass.Packed, pass.Tape + attended, result, null, around, scale);
        pass.Copy(rows, result, map, output, map.Channels);
    }

    /// <summary>From the gradient of the result to those of parameters and features.</summary>
    /// <param name="pass">The image on its way back.</param>
    /// <param name="features">The features that went forward.</param>
    /// <param name="gradient">With respect to the result.</param>
    /// <param name="target">Receives the gradient with respect to the features; its border stays.</param>
    public void Backward(ImagePass pass, float* features, float* gradient, float* target)
    {
        var gradients = pass.Worker.ParameterGradients;
        var table = pass.Tape + weights;
        var result = pass.Worker.Map(BufferRole.First, rows);
        pass.Copy(map, gradient, rows, result, map.Channels);
        if (!pass.PointsAlone)
            mix.WeightGradient(gradients, pass.Tape + attended, result);
        var attendedGradient = pass.Worker.Map(BufferRole.Second, rows);
        mix.InputGradient(pass.Transposed, result, attendedGradient);

        float* queries = pass.Tape + parts[0], keys = pass.Tape + parts[1], values = pass.Tape + parts[2];
        var tableGradient = pass.Worker.Map(BufferRole.Third, square);
        TimesTransposed(pass, attendedGradient, values, tableGradient);
        var valueGradient = pass.Worker.Map(BufferRole.Sixth, rows);
        TransposedTimes(pass, table, attendedGradient, valueGradient);
        for (var i = 0; i < rows.Width; i++)
            SoftmaxGradient(new(table + (nint)i * square.Stride, square.Stride), new(tableGradient + (nint)i * square.Stride, square.Stride));
        var queryGradient = pass.Worker.Map(BufferRole.Fourth, rows);
        Times(pass, tableGradient, keys, queryGradient);
        var keyGradient = pass.Worker.Map(BufferRole.Fifth, rows);
        TransposedTimes(pass, tableGradient, queries, keyGradient);

        var normalGradient = pass.Worker.Map(BufferRole.First, rows);
        projections[0].InputGradient(pass.Transposed, queryGradient, normalGradient);
        projections[1].InputGradient(pass.Transposed, keyGradient, normalGradient, adds: true);
        projections[2].InputGradient(pass.Transposed, valueGradient, normalGradient, adds: true);
        var normal = pass.Worker.Map(BufferRole.Second, rows);
        var sums = pass.Worker.Map(BufferRole.Sums, FeatureMapShape.Matrix(1, map.Channels));
        norm.Deactivate(pass.Packed, gradients, pass.Tape, features, null, normalGradient, normal, sums);
        if (!pass.PointsAlone)
        {
            projections[0].WeightGradient(gradients, normal, queryGradient);
            projections[1].WeightGradient(gradients, normal, keyGradient);
            projections[2].WeightGradient(gradients, normal, valueGradient);
        }

        norm.Denormalize(pass.Packed, pass.Tape, features, normalGradient, sums, gradient, scale, target, adds: false);
    }

    private void Softmax(Span<float> row)
    {
        var largest = float.NegativeInfinity;
        foreach (var value in row[..rows.Width])
            largest = Math.Max(largest, value);
        var sum = 0f;
        foreach (ref var value in row[..rows.Width])
        {
            value = MathF.Exp(sharpness * (value - largest));
            sum += value;
        }

        foreach (ref var value in row[..rows.Width])
            value /= sum;
        row[rows.Width..].Clear();
    }

    private void SoftmaxGradient(ReadOnlySpan<float> row, Span<float> gradient)
    {
        var mean = 0f;
        for (var i = 0; i < rows.Width; i++)
            mean += row[i] * gradient[i];
        for (var i = 0; i < rows.Width; i++)
            gradient[i] = sharpness * row[i] * (gradient[i] - mean);
        gradient[rows.Width..].Clear();
    }

    /// <summary>A table of the products of all rows of two matrices.</summary>
    private void TimesTransposed(ImagePass pass, float* left, float* right, float* table)
    {
        var lanes = kernels.Lanes;
        var packed = pass.Worker.Map(BufferRole.PackedRows, square.WithChannels(Math.Max(square.Stride, rows.Stride)));
        var target = packed;
        for (var start = 0; start < square.Stride; start += lanes)
        {
            for (var c = 0; c < map.Channels; c++)
            {
                for (var row = start; row < start + lanes; row++)
                    *target++ = row < rows.Width ? right[(nint)row * rows.Stride + c] : 0;
            }
        }

        kernels.Convolve(Product(map.Channels, rows.Stride, square.Stride), packed, null, left, table, null, 1);
    }

    /// <summary>A table times the rows of a matrix.</summary>
    private void Times(ImagePass pass, float* table, float* right, float* target)
    {
        var packed = pass.Worker.Map(BufferRole.PackedRows, square.WithChannels(Math.Max(square.Stride, rows.Stride)));
        var depth = (rows.Width + 3) / 4 * 4;
        Rearrange(depth, packed, right, pack: true);
        kernels.Convolve(Product(depth, square.Stride, rows.Stride), packed, null, table, target, null, 1);
    }

    /// <summary>A table, transposed, times the rows of a matrix.</summary>
    private void TransposedTimes(ImagePass pass, float* table, float* right, float* target)
    {
        var packed = pass.Worker.Map(BufferRole.PackedRows, square.WithChannels(Math.Max(square.Stride, rows.Stride)));
        var depth = (rows.Width + 3) / 4 * 4;
        new Span<float>(packed, depth * rows.Stride).Clear();
        kernels.ConvolutionGradient(Product(depth, square.Stride, rows.Stride), table, right, packed, null);
        Rearrange(depth, packed, target, pack: false);
    }

    private void Rearrange(int depth, float* packed, float* matrix, bool pack)
    {
        var lanes = kernels.Lanes;
        for (var start = 0; start < rows.Stride; start += lanes)
        {
            for (var row = 0; row < depth; row++, packed += lanes)
            {
                var vector = new Span<float>(packed, lanes);
                var place = new Span<float>(matrix + (nint)row * rows.Stride + start, lanes);
                if (!pack && row < rows.Width)
                    vector.CopyTo(place);
                else if (pack && row < rows.Width)
                    place.CopyTo(vector);
                else if (pack)
                    vector.Clear();
            }
        }
    }

    private ConvolutionGeometry Product(int depth, int inputStride, int outputStride) => new()
    {
        Positions = rows.Width,
        Size = 1,
        Pitch = rows.Width,
        Inputs = depth,
        InputStride = inputStride,
        OutputStride = outputStride,
    };
}

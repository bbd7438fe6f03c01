using FastOde.FlowMatching.Networks.Kernels;
using FastOde.FlowMatching.Networks.UNet;

namespace FastOde.FlowMatching.Networks.Planes;

/// <summary>
/// Self-attention of one head over the pixels of one image, forwards and back: what <see cref="Layers.SelfAttention"/>
/// computes. Pixels are the rows of matrices; a product of two of them is a convolution of size 1 whose weights are the rows
/// of the second.
/// </summary>
internal sealed unsafe class PlaneAttention
{
    private readonly PlaneKernelSet kernels;
    private readonly float scale;
    private readonly float sharpness;
    private readonly PlaneShape plane;
    private readonly PlaneShape rows;
    private readonly PlaneShape square;
    private readonly PackedNormalization norm;
    private readonly PackedConvolution[] projections;
    private readonly PackedConvolution mix;
    private readonly int[] parts;
    private readonly int weights;
    private readonly int attended;

    /// <summary>Takes the places it needs.</summary>
    /// <param name="builder">Gives them.</param>
    /// <param name="name">The block's published name.</param>
    /// <param name="plane">The features.</param>
    /// <param name="style">What all blocks have in common.</param>
    /// <param name="scale">Factor on the result.</param>
    public PlaneAttention(PlaneBuilder builder, string name, PlaneShape plane, UNetBlockStyle style, float scale)
    {
        var (layout, tape) = (builder.Layout, builder.Tape);
        kernels = layout.Kernels;
        this.plane = plane;
        this.scale = scale;
        rows = plane.AsMatrix();
        square = PlaneShape.Matrix(rows.Width, rows.Width);
        sharpness = (float)(1 / Math.Sqrt(plane.Channels));
        norm = new PackedNormalization(layout, $"{name}.norm2", plane, rows, style.Epsilon, activates: false, tape);
        // Queries, keys and values of a channel are neighbours among the published output channels.
        projections = [.. Enumerable.Range(0, 3).Select(part => new PackedConvolution(layout, $"{name}.qkv", rows, plane.Channels, 1, rows: (part, 3)))];
        mix = new PackedConvolution(layout, $"{name}.proj", rows, plane.Channels, 1, scale);
        parts = [.. projections.Select(_ => tape.Reserve(rows.Length))];
        weights = tape.Reserve(square.Length);
        attended = tape.Reserve(rows.Length);
    }

    /// <summary>Adds to every pixel what it attends to, scaled.</summary>
    public void Forward(PlanePass pass, float* features, float* output)
    {
        var normal = pass.Worker.Plane(PlaneRole.First, rows);
        norm.Forward(pass.Packed, pass.Tape, features, null, normal);
        for (var i = 0; i < parts.Length; i++)
            projections[i].Forward(pass.Packed, normal, pass.Tape + parts[i]);
        float* queries = pass.Tape + parts[0], keys = pass.Tape + parts[1], values = pass.Tape + parts[2];
        var table = pass.Tape + weights;
        TimesTransposed(pass, queries, keys, table);
        for (var i = 0; i < rows.Width; i++)
            Softmax(new Span<float>(table + (nint)i * square.Stride, square.Stride));
        Times(pass, table, values, pass.Tape + attended);
        var around = pass.Worker.Plane(PlaneRole.First, rows);
        var result = pass.Worker.Plane(PlaneRole.Second, rows);
        pass.Copy(plane, features, rows, around, plane.Channels);
        mix.Forward(pass.Packed, pass.Tape + attended, result, null, around, scale);
        pass.Copy(rows, result, plane, output, plane.Channels);
    }

    /// <summary>From the gradient of the result to those of parameters and features.</summary>
    /// <param name="pass">The image on its way back.</param>
    /// <param name="features">The features that went forward.</param>
    /// <param name="gradient">With respect to the result.</param>
    /// <param name="target">Receives the gradient with respect to the features; its border stays.</param>
    public void Backward(PlanePass pass, float* features, float* gradient, float* target)
    {
        var gradients = pass.Worker.ParameterGradients;
        var table = pass.Tape + weights;
        var result = pass.Worker.Plane(PlaneRole.First, rows);
        pass.Copy(plane, gradient, rows, result, plane.Channels);
        if (!pass.PointsAlone)
            mix.WeightGradient(gradients, pass.Tape + attended, result);
        var attendedGradient = pass.Worker.Plane(PlaneRole.Second, rows);
        mix.InputGradient(pass.Transposed, result, attendedGradient);

        float* queries = pass.Tape + parts[0], keys = pass.Tape + parts[1], values = pass.Tape + parts[2];
        var tableGradient = pass.Worker.Plane(PlaneRole.Third, square);
        TimesTransposed(pass, attendedGradient, values, tableGradient);
        var valueGradient = pass.Worker.Plane(PlaneRole.Sixth, rows);
        TransposedTimes(pass, table, attendedGradient, valueGradient);
        for (var i = 0; i < rows.Width; i++)
            SoftmaxGradient(new(table + (nint)i * square.Stride, square.Stride), new(tableGradient + (nint)i * square.Stride, square.Stride));
        var queryGradient = pass.Worker.Plane(PlaneRole.Fourth, rows);
        Times(pass, tableGradient, keys, queryGradient);
        var keyGradient = pass.Worker.Plane(PlaneRole.Fifth, rows);
        TransposedTimes(pass, tableGradient, queries, keyGradient);

        var normalGradient = pass.Worker.Plane(PlaneRole.First, rows);
        projections[0].InputGradient(pass.Transposed, queryGradient, normalGradient);
        projections[1].InputGradient(pass.Transposed, keyGradient, normalGradient, adds: true);
        projections[2].InputGradient(pass.Transposed, valueGradient, normalGradient, adds: true);
        var normal = pass.Worker.Plane(PlaneRole.Second, rows);
        var sums = pass.Worker.Plane(PlaneRole.Sums, PlaneShape.Matrix(1, plane.Channels));
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
    private void TimesTransposed(PlanePass pass, float* left, float* right, float* table)
    {
        var lanes = kernels.Lanes;
        var packed = pass.Worker.Plane(PlaneRole.PackedRows, square.WithChannels(Math.Max(square.Stride, rows.Stride)));
        var target = packed;
        for (var start = 0; start < square.Stride; start += lanes)
        {
            for (var c = 0; c < plane.Channels; c++)
                for (var row = start; row < start + lanes; row++)
                    *target++ = row < rows.Width ? right[(nint)row * rows.Stride + c] : 0;
        }

        kernels.Convolve(Product(plane.Channels, rows.Stride, square.Stride), packed, null, left, table, null, 1);
    }

    /// <summary>A table times the rows of a matrix.</summary>
    private void Times(PlanePass pass, float* table, float* right, float* target)
    {
        var packed = pass.Worker.Plane(PlaneRole.PackedRows, square.WithChannels(Math.Max(square.Stride, rows.Stride)));
        var depth = (rows.Width + 3) / 4 * 4;
        Rearrange(depth, packed, right, pack: true);
        kernels.Convolve(Product(depth, square.Stride, rows.Stride), packed, null, table, target, null, 1);
    }

    /// <summary>A table, transposed, times the rows of a matrix.</summary>
    private void TransposedTimes(PlanePass pass, float* table, float* right, float* target)
    {
        var packed = pass.Worker.Plane(PlaneRole.PackedRows, square.WithChannels(Math.Max(square.Stride, rows.Stride)));
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

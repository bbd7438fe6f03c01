using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>
/// A 3×3 convolution by Winograd's minimal filtering: maps are transformed to 16 matrices, multiplied by 16 matrices of
/// transformed weights, and transformed back, with 4/9 of the multiplications. It pays from a whole vector of channels on.
/// </summary>
internal sealed unsafe class WinogradConvolution : IPackedConvolution, IPackedLayer
{
    private const int Places = 16;
    private const int Tile = 12;
    private const int WidestOddMap = 12;
    private readonly ImageKernelSet kernels;
    private readonly int inputs;
    private readonly int outputs;
    private readonly float scale;
    private readonly int weightSource;
    private readonly int biasSource;
    private readonly int weights;
    private readonly int bias;
    private readonly int transposed;
    private readonly FeatureMapShape input;
    private readonly FeatureMapShape output;
    private readonly WinogradGeometry inputGeometry;
    private readonly WinogradGeometry outputGeometry;
    private readonly ConvolutionGeometry forward;
    private readonly ConvolutionGeometry backward;

    /// <summary>Takes its places in the layout.</summary>
    /// <param name="layout">Gives the places.</param>
    /// <param name="name">The layer's published name.</param>
    /// <param name="map">Its input.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="scale">Factor on weights and bias.</param>
    public WinogradConvolution(PackedLayout layout, string name, FeatureMapShape map, int outputs, float scale)
    {
        kernels = layout.Kernels;
        inputs = map.Channels;
        this.outputs = outputs;
        this.scale = scale;
        input = map;
        output = map.WithChannels(outputs);
        inputGeometry = Geometry(input);
        outputGeometry = Geometry(output);
        forward = Product(input, output);
        backward = Product(output, input);
        weightSource = layout.Source($"{name}.weight");
        biasSource = layout.Source($"{name}.bias");
        weights = layout.Reserve(Places * forward.Depth * output.Stride);
        bias = layout.Reserve(output.Stride);
        transposed = layout.ReserveTransposed(Places * backward.Depth * input.Stride);
        layout.Add(this);
    }

    /// <summary>A 3×3 convolution in the form that is faster for its shape.</summary>
    public static IPackedConvolution Choose(PackedLayout layout, string name, FeatureMapShape map, int outputs, float scale = 1)
    {
        // The last tiles of an odd map reach over its border into the slack behind it.
        var reaches = (map.Height % 2 == 0 && map.Width % 2 == 0) || map.Width <= WidestOddMap;
        return reaches && map.Channels >= FeatureMapShape.Block && outputs >= FeatureMapShape.Block
            ? new WinogradConvolution(layout, name, map, outputs, scale)
            : new PackedConvolution(layout, name, map, outputs, 3, scale);
    }

    /// <inheritdoc/>
    public float* Bias(float* packed) => packed + bias;

    /// <inheritdoc/>
    public void Forward(ThreadBuffers worker, float* packed, float* source, float* target, float* offsets, float* addend, float addendScale)
    {
        var products = Multiply(worker, source, packed + weights, inputGeometry, outputGeometry, forward);
        kernels.TransformOutput(
            outputGeometry, products, offsets is null ? packed + bias : offsets, target + output.Origin,
            addend is null ? null : addend + output.Origin, addendScale);
    }

    /// <inheritdoc/>
    public void InputGradient(ThreadBuffers worker, float* packedBack, float* gradient, float* target)
    {
        var products = Multiply(worker, gradient, packedBack + transposed, outputGeometry, inputGeometry, backward);
        kernels.TransformOutput(inputGeometry, products, null, target + input.Origin, null, 1);
    }

    /// <inheritdoc/>
    public void WeightGradient(ThreadBuffers worker, float* gradients, float* source, float* gradient)
    {
        float* left = Matrices(worker, BufferRole.Transformed, inputGeometry), right = Matrices(worker, BufferRole.Products, outputGeometry);
        kernels.TransformInput(inputGeometry, source, left);
        kernels.TransformGradient(outputGeometry, gradient + output.Origin, right);
        for (var place = 0; place < Places; place++)
        {
            kernels.ConvolutionGradient(
                forward, left + place * inputGeometry.MatrixLength, right + place * outputGeometry.MatrixLength,
                gradients + weights + place * forward.Depth * output.Stride, null);
        }

        var sum = worker.Map(BufferRole.Channels, FeatureMapShape.Matrix(1, outputs));
        kernels.PixelSum(output.Positions, output.Stride, gradient + output.Origin, sum);
        for (var o = 0; o < outputs; o++)
            gradients[bias + o] += sum[o];
    }

    /// <inheritdoc/>
    public void Pack(float* values, float* packed)
    {
        var places = stackalloc float[Places];
        new Span<float>(packed + weights, Places * forward.Depth * output.Stride).Clear();
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < inputs; i++)
            {
                WinogradFilter.Transform(values + Source(o, i), flipped: false, scale, places);
                for (var place = 0; place < Places; place++)
                    packed[weights + Place(forward, output, place, o, i)] = places[place];
            }
        }

        for (var o = 0; o < output.Stride; o++)
            packed[bias + o] = o < outputs ? scale * values[biasSource + o] : 0;
    }

    /// <inheritdoc/>
    public void PackTransposed(float* values, float* packedBack)
    {
        var places = stackalloc float[Places];
        new Span<float>(packedBack + transposed, Places * backward.Depth * input.Stride).Clear();
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < inputs; i++)
            {
                WinogradFilter.Transform(values + Source(o, i), flipped: true, scale, places);
                for (var place = 0; place < Places; place++)
                    packedBack[transposed + Place(backward, input, place, i, o)] = places[place];
            }
        }
    }

    /// <inheritdoc/>
    public void Unpack(float* packed, float* gradients)
    {
        var places = stackalloc float[Places];
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < inputs; i++)
            {
                for (var place = 0; place < Places; place++)
                    places[place] = packed[weights + Place(forward, output, place, o, i)];
                WinogradFilter.TransformBack(places, scale, gradients + Source(o, i));
            }

            gradients[biasSource + o] = scale * packed[bias + o];
        }
    }

    private static int Rows(FeatureMapShape map) => ((map.Height + 1) / 2 * ((map.Width + 1) / 2) + Tile - 1) / Tile * Tile;

    private static WinogradGeometry Geometry(FeatureMapShape map) => new()
    {
        Height = map.Height,
        Width = map.Width,
        Pitch = map.Pitch,
        Stride = map.Stride,
        MatrixLength = Rows(map) * map.Stride,
    };

    private static ConvolutionGeometry Product(FeatureMapShape from, FeatureMapShape to) => new()
    {
        Positions = (to.Height + 1) / 2 * ((to.Width + 1) / 2),
        Size = 1,
        Pitch = 0,
        Inputs = (from.Channels + 3) / 4 * 4,
        InputStride = from.Stride,
        OutputStride = to.Stride,
    };

    private static float* Matrices(ThreadBuffers worker, BufferRole role, in WinogradGeometry g) =>
        worker.Map(role, FeatureMapShape.Matrix(checked((int)(Places * g.MatrixLength / g.Stride)), g.Stride));

    private float* Multiply(
        ThreadBuffers worker, float* source, float* packed, in WinogradGeometry from, in WinogradGeometry to, in ConvolutionGeometry product)
    {
        float* left = Matrices(worker, BufferRole.Transformed, from), result = Matrices(worker, BufferRole.Products, to);
        kernels.TransformInput(from, source, left);
        for (var place = 0; place < Places; place++)
        {
            kernels.Convolve(
                product, packed + place * product.Depth * product.OutputStride, null, left + place * from.MatrixLength,
                result + place * to.MatrixLength, null, 1);
        }

        return result;
    }

    private int Source(int o, int i) => weightSource + (o * inputs + i) * 9;

    private int Place(in ConvolutionGeometry product, FeatureMapShape to, int place, int channel, int from)
    {
        var lanes = kernels.Lanes;
        return (place * to.Stride + channel / lanes * lanes) * product.Depth + from * lanes + channel % lanes;
    }
}

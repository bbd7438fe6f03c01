using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>A convolution of size 3 or 1 with bias, or a dense layer on the rows of a matrix, which is one of size 1.</summary>
internal sealed unsafe class PackedConvolution : IPackedConvolution, IPackedLayer
{
    private const int Quad = 4;
    private readonly ImageKernelSet kernels;
    private readonly int inputs;
    private readonly int outputs;
    private readonly int taps;
    private readonly float scale;
    private readonly (int First, int Step) rows;
    private readonly int weightSource;
    private readonly int biasSource;
    private readonly int weights;
    private readonly int bias;
    private readonly int transposed;
    private readonly ConvolutionGeometry forward;
    private readonly ConvolutionGeometry backward;
    private readonly (int Start, int Origin) input;
    private readonly (int Start, int Origin) output;

    /// <summary>Takes its places in the layout.</summary>
    /// <param name="layout">Gives the places.</param>
    /// <param name="name">The layer's published name.</param>
    /// <param name="map">Its input.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="size">Height and width of the kernel: 1 or 3.</param>
    /// <param name="scale">Factor on weights and bias, for what scales the result anyway.</param>
    /// <param name="rows">The first published output channel that belongs to the layer, and the step to its next; by default all.</param>
    public PackedConvolution(
        PackedLayout layout, string name, FeatureMapShape map, int outputs, int size, float scale = 1, (int First, int Step)? rows = null)
    {
        kernels = layout.Kernels;
        inputs = map.Channels;
        this.outputs = outputs;
        taps = size * size;
        this.scale = scale;
        this.rows = rows ?? (0, 1);
        var result = map.WithChannels(outputs);
        forward = Geometry(map, result, size);
        backward = Geometry(result, map, size);
        input = (size == 1 ? map.Origin : 0, map.Origin);
        output = (size == 1 ? result.Origin : 0, result.Origin);
        weightSource = layout.Source($"{name}.weight");
        biasSource = layout.Source($"{name}.bias");
        weights = layout.Reserve(forward.Depth * result.Stride);
        bias = layout.Reserve(result.Stride);
        transposed = layout.ReserveTransposed(backward.Depth * map.Stride);
        layout.Add(this);
    }

    /// <summary>output = bias + scale·addend + weights * input.</summary>
    /// <param name="packed">The packed parameters of the network.</param>
    /// <param name="source">The input's map; a zero border for a kernel of size 3.</param>
    /// <param name="target">Receives the result; its border receives numbers without meaning.</param>
    /// <param name="offsets">Instead of the bias; null for the bias.</param>
    /// <param name="addend">A map like the result's, or null.</param>
    /// <param name="addendScale">Factor on the addend.</param>
    /// <param name="positions">Rows of a matrix that are not those of the layout's shape.</param>
    public void Forward(
        float* packed, float* source, float* target, float* offsets = null, float* addend = null, float addendScale = 1, int? positions = null) =>
        kernels.Convolve(
            forward with { Positions = positions ?? forward.Positions }, packed + weights, offsets is null ? packed + bias : offsets,
            source + input.Start, target + output.Origin, addend is null ? null : addend + output.Origin, addendScale);

    /// <summary>The gradient with respect to the input, from that with respect to the result.</summary>
    /// <param name="packedBack">The network's weights for the way back.</param>
    /// <param name="gradient">A map with a zero border.</param>
    /// <param name="target">Receives the gradient.</param>
    /// <param name="adds">Whether to add to the target.</param>
    /// <param name="positions">Rows of a matrix that are not those of the layout's shape.</param>
    public void InputGradient(float* packedBack, float* gradient, float* target, bool adds = false, int? positions = null) =>
        kernels.Convolve(
            backward with { Positions = positions ?? backward.Positions }, packedBack + transposed, null, gradient + output.Start,
            target + input.Origin, adds ? target + input.Origin : null, 1);

    /// <summary>Adds to the gradients of weights and bias.</summary>
    /// <param name="packedGradients">Gradients of the packed parameters.</param>
    /// <param name="source">The input that went forward.</param>
    /// <param name="gradient">The gradient with respect to the result, a map with a zero border.</param>
    /// <param name="positions">Rows of a matrix that are not those of the layout's shape.</param>
    public void WeightGradient(float* packedGradients, float* source, float* gradient, int? positions = null) =>
        kernels.ConvolutionGradient(
            forward with { Positions = positions ?? forward.Positions }, source + input.Start, gradient + output.Origin,
            packedGradients + weights, packedGradients + bias);

    /// <summary>The bias among the packed parameters.</summary>
    public float* Bias(float* packed) => packed + bias;

    /// <inheritdoc/>
    void IPackedConvolution.Forward(ThreadBuffers worker, float* packed, float* source, float* target, float* offsets, float* addend, float addendScale) =>
        Forward(packed, source, target, offsets, addend, addendScale);

    /// <inheritdoc/>
    void IPackedConvolution.InputGradient(ThreadBuffers worker, float* packedBack, float* gradient, float* target) =>
        InputGradient(packedBack, gradient, target);

    /// <inheritdoc/>
    void IPackedConvolution.WeightGradient(ThreadBuffers worker, float* gradients, float* source, float* gradient) =>
        WeightGradient(gradients, source, gradient);

    /// <inheritdoc/>
    public void Pack(float* values, float* packed)
    {
        var lanes = kernels.Lanes;
        var target = packed + weights;
        for (var start = 0; start < forward.OutputStride; start += lanes)
        {
            for (var tap = 0; tap < taps; tap++)
            {
                for (var i = 0; i < forward.Inputs; i++)
                {
                    for (var o = start; o < start + lanes; o++)
                        *target++ = o < outputs && i < inputs ? scale * values[Weight(o, i, tap)] : 0;
                }
            }
        }

        for (var o = 0; o < forward.OutputStride; o++)
            packed[bias + o] = o < outputs ? scale * values[biasSource + Row(o)] : 0;
    }

    /// <inheritdoc/>
    public void PackTransposed(float* values, float* transposedValues)
    {
        var lanes = kernels.Lanes;
        var target = transposedValues + transposed;
        for (var start = 0; start < backward.OutputStride; start += lanes)
        {
            for (var tap = taps - 1; tap >= 0; tap--)
            {
                for (var o = 0; o < backward.Inputs; o++)
                {
                    for (var i = start; i < start + lanes; i++)
                        *target++ = o < outputs && i < inputs ? scale * values[Weight(o, i, tap)] : 0;
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Unpack(float* packed, float* gradients)
    {
        var lanes = kernels.Lanes;
        for (var o = 0; o < outputs; o++)
        {
            var source = packed + weights + o / lanes * forward.Depth * lanes + o % lanes;
            for (var tap = 0; tap < taps; tap++)
            {
                for (var i = 0; i < inputs; i++)
                    gradients[Weight(o, i, tap)] = scale * source[(tap * forward.Inputs + i) * lanes];
            }

            gradients[biasSource + Row(o)] = scale * packed[bias + o];
        }
    }

    private static ConvolutionGeometry Geometry(FeatureMapShape from, FeatureMapShape to, int size) => new()
    {
        Positions = to.Positions,
        Size = size,
        Pitch = from.Pitch,
        Inputs = (from.Channels + Quad - 1) / Quad * Quad,
        InputStride = from.Stride,
        OutputStride = to.Stride,
    };

    private int Row(int output) => rows.First + output * rows.Step;

    private int Weight(int output, int input, int tap) => weightSource + (Row(output) * inputs + input) * taps + tap;
}

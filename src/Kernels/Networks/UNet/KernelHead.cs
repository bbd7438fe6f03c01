namespace FastOde.Kernels.Networks.UNet;

/// <summary>From the last features to the network's result, forwards and back.</summary>
internal sealed unsafe class KernelHead
{
    private readonly FeatureMap input;
    private readonly PackedNormalization norm;
    private readonly PackedConvolution convolution;

    /// <summary>Takes the places it needs.</summary>
    /// <param name="builder">Gives them.</param>
    /// <param name="name">The published names' beginning.</param>
    /// <param name="input">The last features.</param>
    /// <param name="outputs">Channels of the result.</param>
    /// <param name="epsilon">Added to variances.</param>
    public KernelHead(KernelUNetBuilder builder, string name, FeatureMap input, int outputs, double epsilon)
    {
        this.input = input;
        norm = new PackedNormalization(builder.Layout, $"{name}_norm", input.Shape, input.Shape, epsilon, activates: true, builder.Tape);
        convolution = new PackedConvolution(builder.Layout, $"{name}_conv", input.Shape, outputs, 3);
        Result = input.Shape.WithChannels(outputs);
    }

    /// <summary>The result's map.</summary>
    public FeatureMapShape Result { get; }

    /// <summary>Computes the result of one image.</summary>
    public void Forward(ImagePass pass, float* result)
    {
        var activated = pass.Worker.Map(BufferRole.Activated, input.Shape);
        norm.Forward(pass.Packed, pass.Tape, pass.Values(input), null, activated);
        convolution.Forward(pass.Packed, activated, result);
    }

    /// <summary>From the gradient of the result, a map with a zero border, to that of the features.</summary>
    public void Backward(ImagePass pass, float* gradient)
    {
        var worker = pass.Worker;
        var gradients = worker.ParameterGradients;
        var activatedGradient = worker.Map(BufferRole.ActivatedGradient, input.Shape);
        convolution.InputGradient(pass.Transposed, gradient, activatedGradient);
        var activated = worker.Map(BufferRole.Activated, input.Shape);
        var sums = worker.Map(BufferRole.Sums, FeatureMapShape.Matrix(1, input.Shape.Channels));
        norm.Deactivate(pass.Packed, gradients, pass.Tape, pass.Values(input), null, activatedGradient, activated, sums);
        if (!pass.PointsAlone)
            convolution.WeightGradient(gradients, activated, gradient);
        norm.Denormalize(pass.Packed, pass.Tape, pass.Values(input), activatedGradient, sums, null, 1, pass.Gradient(input), adds: false);
    }
}

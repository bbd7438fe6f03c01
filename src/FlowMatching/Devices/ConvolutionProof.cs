using TorchSharp;

namespace FastOde.FlowMatching.Devices;

/// <summary>Computes a convolution and its way back, in the number type that is asked for.</summary>
/// <param name="of">Its shape.</param>
/// <param name="operands">Its numbers.</param>
/// <param name="type">What it is computed in.</param>
internal delegate ConvolutionValues ConvolutionMethod(ConvolutionCase of, ConvolutionOperands operands, torch.ScalarType type);

/// <summary>Holds a way of computing convolutions against their definition.</summary>
internal static class ConvolutionProof
{
    /// <summary>
    /// Shapes that differ in the code that oneDNN has for them: few and many channels, wide kernels, strides, groups,
    /// single pixels. Where it computes wrongly, it does so for some shapes only.
    /// </summary>
    internal static IReadOnlyList<ConvolutionCase> Cases { get; } =
    [
        new(3, 1, 4, 8),
        new(3, 8, 4, 8),
        new(2, 16, 16, 8),
        new(2, 32, 32, 8),
        new(2, 3, 16, 16),
        new(2, 12, 20, 7),
        new(2, 16, 32, 8, Stride: 2),
        new(2, 3, 8, 9, Stride: 2),
        new(2, 32, 16, 8, Kernel: 1),
        new(2, 5, 3, 6, Kernel: 1),
        new(2, 4, 8, 9, Kernel: 5),
        new(2, 16, 16, 8, Groups: 16),
        new(2, 16, 16, 8, Stride: 2, Groups: 16),
        new(1, 64, 64, 4),
    ];

    /// <summary>Tries single precision and bfloat16.</summary>
    /// <param name="method">What is held against the definition.</param>
    /// <returns>The first thing that is wrong, a clause; null where nothing is.</returns>
    public static string? Problem(ConvolutionMethod method)
    {
        foreach (var shape in Cases)
        {
            var operands = ConvolutionOperands.Of(shape);
            var expected = PlainConvolution.Compute(shape, operands);
            foreach (var (type, tolerance) in new[] { (torch.float32, 1e-4), (torch.bfloat16, 0.02) })
            {
                if (Problem(shape, expected, method(shape, operands, type), type, tolerance) is { } problem)
                    return problem;
            }
        }

        return null;
    }

    /// <summary>Computes by libtorch.</summary>
    internal static ConvolutionValues ByLibtorch(ConvolutionCase of, ConvolutionOperands operands, torch.ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        var input = Leaf(operands.Input, [of.Images, of.Inputs, of.Size, of.Size], type);
        var weight = Leaf(operands.Weight, [of.Outputs, of.Inputs / of.Groups, of.Kernel, of.Kernel], type);
        long[] strides = [of.Stride, of.Stride];
        long[] padding = [of.Padding, of.Padding];
        var output = torch.nn.functional.conv2d(input, weight, strides: strides, padding: padding, groups: of.Groups);
        var gradient = torch.tensor(operands.OutputGradient).reshape(output.shape).to(type);
        var gradients = torch.autograd.grad([output], [input, weight], [gradient]);
        var left = of.Size + (2 * of.Padding) - of.Kernel - (of.Stride * (of.OutputSize - 1));
        var transposed = torch.nn.functional.conv_transpose2d(
            gradient, weight, strides: strides, padding: padding, output_padding: [left, left], groups: of.Groups);
        return new(Numbers(output), Numbers(gradients[0]), Numbers(gradients[1]), Numbers(transposed));
    }

    private static string? Problem(
        ConvolutionCase of, ConvolutionValues expected, ConvolutionValues found, torch.ScalarType type, double tolerance)
    {
        foreach (var (name, right, seen) in new[]
        {
            ("output", expected.Output, found.Output),
            ("gradient at the input", expected.InputGradient, found.InputGradient),
            ("gradient of the kernels", expected.WeightGradient, found.WeightGradient),
            ("transpose", expected.Transposed, found.Transposed),
        })
        {
            var difference = RelativeDifference(right, seen);
            if (!(difference <= tolerance))
                return FormattableString.Invariant($"the {name} of a {Name(type)} convolution ({of}) is off by {difference:G2} of its largest value");
        }

        return null;
    }

    /// <summary>The largest difference as a part of the largest value; NaN where any number is.</summary>
    private static double RelativeDifference(float[] expected, float[] found)
    {
        if (expected.Length != found.Length || !found.All(float.IsFinite))
            return double.NaN;
        return expected.Zip(found, (right, seen) => Math.Abs((double)right - seen)).Max() / expected.Max(Math.Abs);
    }

    private static string Name(torch.ScalarType type) => type == torch.bfloat16 ? "bfloat16" : "float32";

    private static torch.Tensor Leaf(float[] values, long[] shape, torch.ScalarType type) =>
        torch.tensor(values).reshape(shape).to(type).requires_grad_();

    private static float[] Numbers(torch.Tensor values) => values.detach().to(torch.float32).data<float>().ToArray();
}

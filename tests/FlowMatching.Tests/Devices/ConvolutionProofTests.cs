using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Devices;

/// <summary>The proof passes what is right and finds each way of being wrong.</summary>
public sealed class ConvolutionProofTests
{
    [Fact]
    public void Problem_OfLibtorchAsTheLibraryStartsIt_IsNone() => Assert.Null(LibtorchArithmetic.Problem);

    [Fact]
    public void Problem_OfTheDefinitionItself_IsNone() => Assert.Null(ConvolutionProof.Problem((of, operands, _) => PlainConvolution.Compute(of, operands)));

    [Fact]
    public void Compute_ThePlainWay_GivesValuesKnownByHand()
    {
        // One image [[1 2] [3 4]], one kernel of ones with 3 × 3 numbers: every output sums the whole image.
        var values = PlainConvolution.Compute(
            new ConvolutionCase(1, 1, 1, 2), new([1, 2, 3, 4], [.. Enumerable.Repeat(1f, 9)], [1, 0, 0, 2]));
        Assert.Equal([10, 10, 10, 10], values.Output);
        Assert.Equal([3, 3, 3, 3], values.InputGradient);
        Assert.Equal(values.InputGradient, values.Transposed);
        Assert.Equal([2, 4, 0, 6, 9, 2, 0, 3, 4], values.WeightGradient);
    }

    [Theory]
    [InlineData("output", 0)]
    [InlineData("gradient at the input", 1)]
    [InlineData("gradient of the kernels", 2)]
    [InlineData("transpose", 3)]
    public void Problem_OneNumberWrong_NamesWhereAndHowFar(string name, int part)
    {
        var problem = ConvolutionProof.Problem(Wrong(part, ConvolutionProof.Cases[^1], torch.float32, value => value + 3));
        Assert.StartsWith($"the {name} of a float32 convolution ({ConvolutionProof.Cases[^1]}) is off by ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_OneNumberNotANumber_IsFound() =>
        Assert.Contains("off by NaN", ConvolutionProof.Problem(Wrong(1, ConvolutionProof.Cases[0], torch.float32, _ => float.NaN)), StringComparison.Ordinal);

    [Fact]
    public void Problem_InBfloat16Alone_IsFound() =>
        Assert.Contains("bfloat16", ConvolutionProof.Problem(Wrong(0, ConvolutionProof.Cases[2], torch.bfloat16, value => value - 2)), StringComparison.Ordinal);

    [Fact]
    public void Require_WithAProblem_RefusesAndSaysWhatToDo()
    {
        var refusal = Assert.Throws<WrongArithmeticException>(() => LibtorchArithmetic.Require("the output of a convolution is off by 0.86"));
        Assert.Contains("off by 0.86", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ONEDNN_MAX_CPU_ISA=SSE41", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The right values with one of them changed, for one shape and number type.</summary>
    private static ConvolutionMethod Wrong(int part, ConvolutionCase shape, torch.ScalarType type, Func<float, float> change) => (of, operands, computed) =>
    {
        var values = PlainConvolution.Compute(of, operands);
        if (of == shape && computed == type)
        {
            var numbers = new[] { values.Output, values.InputGradient, values.WeightGradient, values.Transposed }[part];
            numbers[numbers.Length / 2] = change(numbers[numbers.Length / 2]);
        }

        return values;
    };
}

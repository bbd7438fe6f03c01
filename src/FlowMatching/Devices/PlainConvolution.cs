using System.Runtime.CompilerServices;

namespace FastOde.FlowMatching.Devices;

/// <summary>A convolution as its definition says, one product after the other in double precision.</summary>
internal static class PlainConvolution
{
    /// <summary>Computes output and gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ConvolutionValues Compute(ConvolutionCase of, ConvolutionOperands operands)
    {
        var output = new double[of.OutputLength];
        var inputGradient = new double[of.InputLength];
        var weightGradient = new double[of.WeightLength];
        var (perGroup, outputsPerGroup, side) = (of.Inputs / of.Groups, of.Outputs / of.Groups, of.OutputSize);
        for (var at = 0; at < output.Length; at++)
        {
            var (plane, row, column) = (at / (side * side), at / side % side, at % side);
            var (image, channel) = (plane / of.Outputs, plane % of.Outputs);
            var firstInput = (image * of.Inputs) + (channel / outputsPerGroup * perGroup);
            var gradient = operands.OutputGradient[at];
            var (top, left) = ((row * of.Stride) - of.Padding, (column * of.Stride) - of.Padding);
            var sum = 0.0;
            for (var k = 0; k < perGroup * of.Kernel * of.Kernel; k++)
            {
                var (y, x) = (top + (k / of.Kernel % of.Kernel), left + (k % of.Kernel));
                if ((uint)y >= (uint)of.Size || (uint)x >= (uint)of.Size)
                    continue;
                var from = ((((firstInput + (k / (of.Kernel * of.Kernel))) * of.Size) + y) * of.Size) + x;
                var weight = (channel * perGroup * of.Kernel * of.Kernel) + k;
                sum += (double)operands.Input[from] * operands.Weight[weight];
                inputGradient[from] += (double)operands.Weight[weight] * gradient;
                weightGradient[weight] += (double)operands.Input[from] * gradient;
            }

            output[at] = sum;
        }

        return new(Single(output), Single(inputGradient), Single(weightGradient), Single(inputGradient));
    }

    private static float[] Single(double[] values) => Array.ConvertAll(values, value => (float)value);
}

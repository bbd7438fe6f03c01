namespace FastOde.FlowMatching.Devices;

/// <summary>The numbers that a convolution is tried on.</summary>
/// <param name="Input">[images, inputs, size, size], row by row.</param>
/// <param name="Weight">[outputs, inputs of a group, kernel, kernel].</param>
/// <param name="OutputGradient">Shaped as the output.</param>
internal sealed record ConvolutionOperands(float[] Input, float[] Weight, float[] OutputGradient)
{
    /// <summary>Numbers from -1 to 1 without a pattern that a wrong order of summing could hide in; bfloat16 holds them exactly.</summary>
    public static ConvolutionOperands Of(ConvolutionCase of) =>
        new(Fill(of.InputLength, 1), Fill(of.WeightLength, 2), Fill(of.OutputLength, 3));

    private static float[] Fill(int count, uint salt)
    {
        const int levels = 128;
        var values = new float[count];
        var state = salt * 0x9E37_79B9;
        for (var i = 0; i < count; i++)
        {
            // A linear congruential generator; its high bits are the good ones.
            state = (state * 1_664_525) + 1_013_904_223;
            values[i] = (((state >> 16) % ((2 * levels) + 1)) - (float)levels) / levels;
        }

        return values;
    }
}

namespace FastOde.Kernels.Vectors;

/// <summary>
/// Gradients of a dense layer's parameters: weight[i, j] = Σ_c gradient[i, c]·input[j, c] over the whole batch, and
/// bias[i] = Σ_c gradient[i, c]. Tiles of the result are summed in registers, lane by lane, and folded at the end.
/// </summary>
internal static unsafe class WeightGradientKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Writes the gradients of a layer with <paramref name="outputs"/> × <paramref name="inputs"/> weights.</summary>
    /// <param name="outputs">Rows of <paramref name="gradient"/>.</param>
    /// <param name="inputs">Rows of <paramref name="input"/>.</param>
    /// <param name="panels">Panels of both; unused columns of <paramref name="gradient"/> are zero.</param>
    /// <param name="gradient">Gradient with respect to the layer's output before its activation.</param>
    /// <param name="input">The layer's input.</param>
    /// <param name="weight">Receives outputs × inputs floats, row by row.</param>
    /// <param name="bias">Receives one float an output.</param>
    public static void Accumulate(int outputs, int inputs, int panels, float* gradient, float* input, float* weight, float* bias)
    {
        var row = 0;
        if (TLanes.Registers >= 32)
        {
            for (; row + 4 <= outputs; row += 4)
            {
                var start = gradient + (nint)row * Panels.Width;
                var column = 0;
                for (; column + 4 <= inputs; column += 4)
                    Tile4x4(start, outputs, input + (nint)column * Panels.Width, inputs, panels, weight + (nint)row * inputs + column, inputs);
                for (; column < inputs; column++)
                    Tile4x1(start, outputs, input + (nint)column * Panels.Width, inputs, panels, weight + (nint)row * inputs + column, inputs);
            }
        }

        for (; row + 2 <= outputs; row += 2)
        {
            var start = gradient + (nint)row * Panels.Width;
            var column = 0;
            for (; column + 4 <= inputs; column += 4)
                Tile2x4(start, outputs, input + (nint)column * Panels.Width, inputs, panels, weight + (nint)row * inputs + column, inputs);
            for (; column < inputs; column++)
                Tile2x1(start, outputs, input + (nint)column * Panels.Width, inputs, panels, weight + (nint)row * inputs + column, inputs);
        }

        for (; row < outputs; row++)
        {
            for (var column = 0; column < inputs; column++)
                Tile1x1(gradient + (nint)row * Panels.Width, outputs, input + (nint)column * Panels.Width, inputs, panels, weight + (nint)row * inputs + column);
        }

        for (row = 0; row < outputs; row++)
            bias[row] = RowSum(gradient + (nint)row * Panels.Width, outputs, panels);
    }

    private static void Tile4x4(
        float* gradients, int gradientRows, float* inputs, int inputRows, int panels, float* target, int targetStride)
    {
        TVector s00 = TLanes.Zero, s01 = TLanes.Zero, s02 = TLanes.Zero, s03 = TLanes.Zero;
        TVector s10 = TLanes.Zero, s11 = TLanes.Zero, s12 = TLanes.Zero, s13 = TLanes.Zero;
        TVector s20 = TLanes.Zero, s21 = TLanes.Zero, s22 = TLanes.Zero, s23 = TLanes.Zero;
        TVector s30 = TLanes.Zero, s31 = TLanes.Zero, s32 = TLanes.Zero, s33 = TLanes.Zero;
        for (var panel = 0; panel < panels; panel++)
        {
            for (var column = 0; column < Panels.Width; column += TLanes.Count)
            {
                var b0 = TLanes.Load(inputs + column);
                var b1 = TLanes.Load(inputs + Panels.Width + column);
                var b2 = TLanes.Load(inputs + 2 * Panels.Width + column);
                var b3 = TLanes.Load(inputs + 3 * Panels.Width + column);
                var a0 = TLanes.Load(gradients + column);
                s00 = TLanes.MultiplyAdd(a0, b0, s00);
                s01 = TLanes.MultiplyAdd(a0, b1, s01);
                s02 = TLanes.MultiplyAdd(a0, b2, s02);
                s03 = TLanes.MultiplyAdd(a0, b3, s03);
                var a1 = TLanes.Load(gradients + Panels.Width + column);
                s10 = TLanes.MultiplyAdd(a1, b0, s10);
                s11 = TLanes.MultiplyAdd(a1, b1, s11);
                s12 = TLanes.MultiplyAdd(a1, b2, s12);
                s13 = TLanes.MultiplyAdd(a1, b3, s13);
                var a2 = TLanes.Load(gradients + 2 * Panels.Width + column);
                s20 = TLanes.MultiplyAdd(a2, b0, s20);
                s21 = TLanes.MultiplyAdd(a2, b1, s21);
                s22 = TLanes.MultiplyAdd(a2, b2, s22);
                s23 = TLanes.MultiplyAdd(a2, b3, s23);
                var a3 = TLanes.Load(gradients + 3 * Panels.Width + column);
                s30 = TLanes.MultiplyAdd(a3, b0, s30);
                s31 = TLanes.MultiplyAdd(a3, b1, s31);
                s32 = TLanes.MultiplyAdd(a3, b2, s32);
                s33 = TLanes.MultiplyAdd(a3, b3, s33);
            }

            gradients += gradientRows * Panels.Width;
            inputs += inputRows * Panels.Width;
        }

        target[0] = TLanes.Sum(s00);
        target[1] = TLanes.Sum(s01);
        target[2] = TLanes.Sum(s02);
        target[3] = TLanes.Sum(s03);
        target[targetStride] = TLanes.Sum(s10);
        target[targetStride + 1] = TLanes.Sum(s11);
        target[targetStride + 2] = TLanes.Sum(s12);
        target[targetStride + 3] = TLanes.Sum(s13);
        target[2 * targetStride] = TLanes.Sum(s20);
        target[2 * targetStride + 1] = TLanes.Sum(s21);
        target[2 * targetStride + 2] = TLanes.Sum(s22);
        target[2 * targetStride + 3] = TLanes.Sum(s23);
        target[3 * targetStride] = TLanes.Sum(s30);
        target[3 * targetStride + 1] = TLanes.Sum(s31);
        target[3 * targetStride + 2] = TLanes.Sum(s32);
        target[3 * targetStride + 3] = TLanes.Sum(s33);
    }

    private static void Tile4x1(
        float* gradients, int gradientRows, float* inputs, int inputRows, int panels, float* target, int targetStride)
    {
        var s00 = TLanes.Zero;
        var s10 = TLanes.Zero;
        var s20 = TLanes.Zero;
        var s30 = TLanes.Zero;
        for (var panel = 0; panel < panels; panel++)
        {
            for (var column = 0; column < Panels.Width; column += TLanes.Count)
            {
                var b0 = TLanes.Load(inputs + column);
                var a0 = TLanes.Load(gradients + column);
                s00 = TLanes.MultiplyAdd(a0, b0, s00);
                var a1 = TLanes.Load(gradients + Panels.Width + column);
                s10 = TLanes.MultiplyAdd(a1, b0, s10);
                var a2 = TLanes.Load(gradients + 2 * Panels.Width + column);
                s20 = TLanes.MultiplyAdd(a2, b0, s20);
                var a3 = TLanes.Load(gradients + 3 * Panels.Width + column);
                s30 = TLanes.MultiplyAdd(a3, b0, s30);
            }

            gradients += gradientRows * Panels.Width;
            inputs += inputRows * Panels.Width;
        }

        target[0] = TLanes.Sum(s00);
        target[targetStride] = TLanes.Sum(s10);
        target[2 * targetStride] = TLanes.Sum(s20);
        target[3 * targetStride] = TLanes.Sum(s30);
    }

    private static void Tile2x4(
        float* gradients, int gradientRows, float* inputs, int inputRows, int panels, float* target, int targetStride)
    {
        TVector s00 = TLanes.Zero, s01 = TLanes.Zero, s02 = TLanes.Zero, s03 = TLanes.Zero;
        TVector s10 = TLanes.Zero, s11 = TLanes.Zero, s12 = TLanes.Zero, s13 = TLanes.Zero;
        for (var panel = 0; panel < panels; panel++)
        {
            for (var column = 0; column < Panels.Width; column += TLanes.Count)
            {
                var b0 = TLanes.Load(inputs + column);
                var b1 = TLanes.Load(inputs + Panels.Width + column);
                var b2 = TLanes.Load(inputs + 2 * Panels.Width + column);
                var b3 = TLanes.Load(inputs + 3 * Panels.Width + column);
                var a0 = TLanes.Load(gradients + column);
                s00 = TLanes.MultiplyAdd(a0, b0, s00);
                s01 = TLanes.MultiplyAdd(a0, b1, s01);
                s02 = TLanes.MultiplyAdd(a0, b2, s02);
                s03 = TLanes.MultiplyAdd(a0, b3, s03);
                var a1 = TLanes.Load(gradients + Panels.Width + column);
                s10 = TLanes.MultiplyAdd(a1, b0, s10);
                s11 = TLanes.MultiplyAdd(a1, b1, s11);
                s12 = TLanes.MultiplyAdd(a1, b2, s12);
                s13 = TLanes.MultiplyAdd(a1, b3, s13);
            }

            gradients += gradientRows * Panels.Width;
            inputs += inputRows * Panels.Width;
        }

        target[0] = TLanes.Sum(s00);
        target[1] = TLanes.Sum(s01);
        target[2] = TLanes.Sum(s02);
        target[3] = TLanes.Sum(s03);
        target[targetStride] = TLanes.Sum(s10);
        target[targetStride + 1] = TLanes.Sum(s11);
        target[targetStride + 2] = TLanes.Sum(s12);
        target[targetStride + 3] = TLanes.Sum(s13);
    }

    private static void Tile2x1(
        float* gradients, int gradientRows, float* inputs, int inputRows, int panels, float* target, int targetStride)
    {
        var s00 = TLanes.Zero;
        var s10 = TLanes.Zero;
        for (var panel = 0; panel < panels; panel++)
        {
            for (var column = 0; column < Panels.Width; column += TLanes.Count)
            {
                var b0 = TLanes.Load(inputs + column);
                var a0 = TLanes.Load(gradients + column);
                s00 = TLanes.MultiplyAdd(a0, b0, s00);
                var a1 = TLanes.Load(gradients + Panels.Width + column);
                s10 = TLanes.MultiplyAdd(a1, b0, s10);
            }

            gradients += gradientRows * Panels.Width;
            inputs += inputRows * Panels.Width;
        }

        target[0] = TLanes.Sum(s00);
        target[targetStride] = TLanes.Sum(s10);
    }

    private static void Tile1x1(
        float* gradients, int gradientRows, float* inputs, int inputRows, int panels, float* target)
    {
        var s00 = TLanes.Zero;
        for (var panel = 0; panel < panels; panel++)
        {
            for (var column = 0; column < Panels.Width; column += TLanes.Count)
            {
                var b0 = TLanes.Load(inputs + column);
                var a0 = TLanes.Load(gradients + column);
                s00 = TLanes.MultiplyAdd(a0, b0, s00);
            }

            gradients += gradientRows * Panels.Width;
            inputs += inputRows * Panels.Width;
        }

        target[0] = TLanes.Sum(s00);
    }

    private static float RowSum(float* gradients, int gradientRows, int panels)
    {
        var sum = TLanes.Zero;
        for (var panel = 0; panel < panels; panel++, gradients += gradientRows * Panels.Width)
        {
            for (var column = 0; column < Panels.Width; column += TLanes.Count)
                sum = TLanes.Add(sum, TLanes.Load(gradients + column));
        }

        return TLanes.Sum(sum);
    }
}

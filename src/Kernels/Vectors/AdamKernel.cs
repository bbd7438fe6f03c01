using System.Runtime.CompilerServices;
using FastOde.FlowMatching.Optimizers;

namespace FastOde.Kernels.Vectors;

/// <summary>
/// Adam (Kingma and Ba, 2015) and AdamW (Loshchilov and Hutter, 2019) over a flat range of parameters: one pass, four
/// streams. The order of operations is that of <c>torch.optim</c>, with which it agrees to rounding.
/// </summary>
internal static unsafe class AdamKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>One step; parameters that do not fill a vector go through a padded copy, so that all are treated alike.</summary>
    public static void Step(in AdamCoefficients coefficients, float* values, float* gradients, float* first, float* second, int count)
    {
        var whole = count - count % TLanes.Count;
        for (var i = 0; i < whole; i += TLanes.Count)
            Vector(coefficients, values + i, gradients + i, first + i, second + i);
        if (whole == count)
            return;
        var padded = stackalloc float[4 * TLanes.Count];
        float* value = padded, gradient = value + TLanes.Count, mean = gradient + TLanes.Count, square = mean + TLanes.Count;
        for (int i = whole, lane = 0; i < count; i++, lane++)
            (value[lane], gradient[lane], mean[lane], square[lane]) = (values[i], gradients[i], first[i], second[i]);
        Vector(coefficients, value, gradient, mean, square);
        for (int i = whole, lane = 0; i < count; i++, lane++)
            (values[i], first[i], second[i]) = (value[lane], mean[lane], square[lane]);
    }

    /// <summary>average ← average + share·(values - average).</summary>
    public static void MoveAverage(float share, float* average, float* values, int count)
    {
        var shares = TLanes.Broadcast(share);
        var i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            var old = TLanes.Load(average + i);
            TLanes.Store(TLanes.MultiplyAdd(shares, TLanes.Subtract(TLanes.Load(values + i), old), old), average + i);
        }

        for (; i < count; i++)
            average[i] = float.MultiplyAddEstimate(share, values[i] - average[i], average[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Vector(in AdamCoefficients c, float* values, float* gradients, float* first, float* second)
    {
        var value = TLanes.Load(values);
        var gradient = TLanes.Multiply(TLanes.Load(gradients), TLanes.Broadcast(c.GradientScale));
        gradient = TLanes.MultiplyAdd(TLanes.Broadcast(c.GradientDecay), value, gradient);
        var mean = TLanes.MultiplyAdd(
            TLanes.Broadcast(c.OneMinusBeta1), gradient, TLanes.Multiply(TLanes.Broadcast(c.Beta1), TLanes.Load(first)));
        var square = TLanes.MultiplyAdd(
            TLanes.Multiply(TLanes.Broadcast(c.OneMinusBeta2), gradient), gradient, TLanes.Multiply(TLanes.Broadcast(c.Beta2), TLanes.Load(second)));
        var root = TLanes.Divide(TLanes.SquareRoot(square), TLanes.Broadcast(c.RootCorrection));
        var move = TLanes.Divide(mean, TLanes.Add(root, TLanes.Broadcast(c.Epsilon)));
        value = TLanes.Multiply(value, TLanes.Broadcast(c.ValueScale));
        TLanes.Store(mean, first);
        TLanes.Store(square, second);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.Broadcast(-c.StepSize), move, value), values);
    }
}

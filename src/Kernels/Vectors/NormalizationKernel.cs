using System.Runtime.CompilerServices;

namespace FastOde.Kernels.Vectors;

/// <summary>
/// Group normalisation (Wu and He, 2018) of one map followed by an activation and dropout, forwards and backwards. What
/// has one value a channel is kept in vectors over the channels; channels that mean nothing have weight and bias zero.
/// </summary>
internal static unsafe class NormalizationKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Mean and inverse standard deviation of every channel's group, from deviations from the mean.</summary>
    public static void Moments(in NormalizationGeometry g, float* map, float* mean, float* inverse)
    {
        for (var c = 0; c < g.Stride; c += TLanes.Count)
            TLanes.Store(Sum(g, map + c), mean + c);
        for (var c = g.Channels; c < g.Stride; c++)
            mean[c] = 0;
        Share(g, mean);
        for (var c = 0; c < g.Stride; c += TLanes.Count)
            TLanes.Store(SquareSum(g, map + c, TLanes.Load(mean + c)), inverse + c);
        Share(g, inverse);
        for (var c = 0; c < g.Stride; c++)
            inverse[c] = c < g.Channels ? 1 / MathF.Sqrt(inverse[c] + g.Epsilon) : 0;
    }

    /// <summary>result = mask·activation(weight·(map - mean)·inverse + bias).</summary>
    public static void Apply<TActivation>(
        in NormalizationGeometry g, float* map, float* mean, float* inverse, float* weight, float* bias, float* mask, float* result)
        where TActivation : IActivation
    {
        for (var c = 0; c < g.Stride; c += TLanes.Count)
        {
            var factor = TLanes.Multiply(TLanes.Load(weight + c), TLanes.Load(inverse + c));
            var offset = TLanes.Subtract(TLanes.Load(bias + c), TLanes.Multiply(TLanes.Load(mean + c), factor));
            for (var y = 0; y < g.Height; y++)
            {
                nint from = (nint)y * g.Pitch * g.Stride + c, to = (nint)y * g.ResultPitch * g.Stride + c;
                for (var x = 0; x < g.Width; x++, from += g.Stride, to += g.Stride)
                {
                    var value = TActivation.Value<TLanes, TVector>(TLanes.MultiplyAdd(TLanes.Load(map + from), factor, offset));
                    TLanes.Store(mask is null ? value : TLanes.Multiply(value, TLanes.Load(mask + to)), result + to);
                }
            }
        }
    }

    /// <summary>
    /// First half of the way back: recomputes the result, carries its gradient to before the activation, and sums what
    /// weight and bias get.
    /// </summary>
    /// <param name="g">The maps.</param>
    /// <param name="map">The features.</param>
    /// <param name="mean">Mean of each channel's group.</param>
    /// <param name="inverse">Inverse standard deviation of each channel's group.</param>
    /// <param name="weight">One number a channel.</param>
    /// <param name="bias">One number a channel.</param>
    /// <param name="mask">Factors of dropout, or null.</param>
    /// <param name="gradient">With respect to the result; becomes that with respect to the normalised features.</param>
    /// <param name="result">Receives the result.</param>
    /// <param name="weightSum">Receives the gradient of the weight.</param>
    /// <param name="biasSum">Receives the gradient of the bias.</param>
    public static void Deactivate<TActivation>(
        in NormalizationGeometry g, float* map, float* mean, float* inverse, float* weight, float* bias, float* mask,
        float* gradient, float* result, float* weightSum, float* biasSum)
        where TActivation : IActivation
    {
        for (var c = 0; c < g.Stride; c += TLanes.Count)
        {
            TVector centre = TLanes.Load(mean + c), factor = TLanes.Load(inverse + c);
            TVector gain = TLanes.Load(weight + c), offset = TLanes.Load(bias + c);
            TVector weights = TLanes.Zero, biases = TLanes.Zero;
            for (var y = 0; y < g.Height; y++)
            {
                nint from = (nint)y * g.Pitch * g.Stride + c, to = (nint)y * g.ResultPitch * g.Stride + c;
                for (var x = 0; x < g.Width; x++, from += g.Stride, to += g.Stride)
                {
                    var normal = TLanes.Multiply(TLanes.Subtract(TLanes.Load(map + from), centre), factor);
                    var slope = TActivation.Slope<TLanes, TVector>(TLanes.MultiplyAdd(normal, gain, offset), out var value);
                    var before = TLanes.Multiply(TLanes.Load(gradient + to), slope);
                    if (mask is not null)
                    {
                        var kept = TLanes.Load(mask + to);
                        value = TLanes.Multiply(value, kept);
                        before = TLanes.Multiply(before, kept);
                    }

                    TLanes.Store(value, result + to);
                    TLanes.Store(before, gradient + to);
                    biases = TLanes.Add(biases, before);
                    weights = TLanes.MultiplyAdd(before, normal, weights);
                }
            }

            TLanes.Store(weights, weightSum + c);
            TLanes.Store(biases, biasSum + c);
        }
    }

    /// <summary>
    /// Second half of the way back: target (+)= the gradient with respect to the features + scale·addend.
    /// </summary>
    /// <param name="g">The maps.</param>
    /// <param name="map">The features.</param>
    /// <param name="mean">Mean of each channel's group.</param>
    /// <param name="inverse">Inverse standard deviation of each channel's group.</param>
    /// <param name="weight">One number a channel.</param>
    /// <param name="gradient">With respect to the normalised features, from the first half.</param>
    /// <param name="weightSum">From the first half; used up.</param>
    /// <param name="biasSum">From the first half; used up.</param>
    /// <param name="addend">A map like the features', or null.</param>
    /// <param name="scale">Factor on the addend.</param>
    /// <param name="target">A map like the features'.</param>
    /// <param name="adds">Whether to add to the target.</param>
    public static void Denormalize(
        in NormalizationGeometry g, float* map, float* mean, float* inverse, float* weight, float* gradient,
        float* weightSum, float* biasSum, float* addend, float scale, float* target, bool adds)
    {
        for (var c = 0; c < g.Stride; c++)
        {
            weightSum[c] *= weight[c];
            biasSum[c] *= weight[c];
        }

        Share(g, weightSum);
        Share(g, biasSum);
        var share = TLanes.Broadcast(scale);
        for (var c = 0; c < g.Stride; c += TLanes.Count)
        {
            TVector centre = TLanes.Load(mean + c), factor = TLanes.Load(inverse + c), gain = TLanes.Load(weight + c);
            TVector slope = TLanes.Load(weightSum + c), level = TLanes.Load(biasSum + c);
            for (var y = 0; y < g.Height; y++)
            {
                nint from = (nint)y * g.ResultPitch * g.Stride + c, to = (nint)y * g.Pitch * g.Stride + c;
                for (var x = 0; x < g.Width; x++, from += g.Stride, to += g.Stride)
                {
                    var normal = TLanes.Multiply(TLanes.Subtract(TLanes.Load(map + to), centre), factor);
                    var value = TLanes.Subtract(TLanes.Multiply(TLanes.Load(gradient + from), gain), level);
                    value = TLanes.Multiply(TLanes.Subtract(value, TLanes.Multiply(normal, slope)), factor);
                    if (addend is not null)
                        value = TLanes.MultiplyAdd(TLanes.Load(addend + to), share, value);
                    TLanes.Store(adds ? TLanes.Add(TLanes.Load(target + to), value) : value, target + to);
                }
            }
        }
    }

    private static TVector Sum(in NormalizationGeometry g, float* map)
    {
        TVector even = TLanes.Zero, odd = even;
        for (var y = 0; y < g.Height; y++)
        {
            var at = map + (nint)y * g.Pitch * g.Stride;
            var x = 0;
            for (; x + 2 <= g.Width; x += 2, at += 2 * (nint)g.Stride)
            {
                even = TLanes.Add(even, TLanes.Load(at));
                odd = TLanes.Add(odd, TLanes.Load(at + g.Stride));
            }

            if (x < g.Width)
                even = TLanes.Add(even, TLanes.Load(at));
        }

        return TLanes.Add(even, odd);
    }

    private static TVector SquareSum(in NormalizationGeometry g, float* map, TVector mean)
    {
        TVector even = TLanes.Zero, odd = even;
        for (var y = 0; y < g.Height; y++)
        {
            var at = map + (nint)y * g.Pitch * g.Stride;
            var x = 0;
            for (; x + 2 <= g.Width; x += 2, at += 2 * (nint)g.Stride)
            {
                even = AddSquare(TLanes.Subtract(TLanes.Load(at), mean), even);
                odd = AddSquare(TLanes.Subtract(TLanes.Load(at + g.Stride), mean), odd);
            }

            if (x < g.Width)
                even = AddSquare(TLanes.Subtract(TLanes.Load(at), mean), even);
        }

        return TLanes.Add(even, odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector AddSquare(TVector value, TVector sum) => TLanes.MultiplyAdd(value, value, sum);

    /// <summary>Replaces the sums of channels by the mean over their group.</summary>
    private static void Share(in NormalizationGeometry g, float* sums)
    {
        for (var start = 0; start < g.Channels; start += g.GroupSize)
        {
            var sum = 0f;
            for (var c = start; c < start + g.GroupSize; c++)
                sum += sums[c];
            for (var c = start; c < start + g.GroupSize; c++)
                sums[c] = sum / g.GroupCount;
        }
    }
}

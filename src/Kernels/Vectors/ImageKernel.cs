namespace FastOde.Kernels.Vectors;

/// <summary>Copies, resampling and dropout factors of maps; pixels of both maps have whole vectors of channels.</summary>
internal static unsafe class ImageKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>target (+)= source, pixel by pixel.</summary>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="channels">Channels to copy.</param>
    /// <param name="source">The first pixel.</param>
    /// <param name="sourceStride">Floats of a pixel of the source.</param>
    /// <param name="sourceRow">Floats of a row of the source.</param>
    /// <param name="target">The first pixel.</param>
    /// <param name="targetStride">Floats of a pixel of the target.</param>
    /// <param name="targetRow">Floats of a row of the target.</param>
    /// <param name="adds">Whether to add to the target.</param>
    public static void Copy(
        int height, int width, int channels, float* source, int sourceStride, int sourceRow, float* target, int targetStride, int targetRow, bool adds)
    {
        for (var y = 0; y < height; y++, source += sourceRow, target += targetRow)
        {
            float* from = source, to = target;
            for (var x = 0; x < width; x++, from += sourceStride, to += targetStride)
            {
                var c = 0;
                for (; c + TLanes.Count <= channels; c += TLanes.Count)
                {
                    var value = TLanes.Load(from + c);
                    TLanes.Store(adds ? TLanes.Add(TLanes.Load(to + c), value) : value, to + c);
                }

                for (; c < channels; c++)
                    to[c] = adds ? to[c] + from[c] : from[c];
            }
        }
    }

    /// <summary>target = the sum over pixels, channel by channel.</summary>
    public static void PixelSum(int positions, int stride, float* map, float* target)
    {
        for (var c = 0; c < stride; c += TLanes.Count)
        {
            TVector even = TLanes.Zero, odd = even;
            var at = map + c;
            for (var position = 0; position + 2 <= positions; position += 2, at += 2 * (nint)stride)
            {
                even = TLanes.Add(even, TLanes.Load(at));
                odd = TLanes.Add(odd, TLanes.Load(at + stride));
            }

            if (positions % 2 != 0)
                even = TLanes.Add(even, TLanes.Load(at));
            TLanes.Store(TLanes.Add(even, odd), target + c);
        }
    }

    /// <summary>Every pixel of the smaller map becomes the sum of its four pixels of the larger one, scaled.</summary>
    public static void Halve(int height, int width, int stride, float* larger, float* smaller, float scale)
    {
        var factor = TLanes.Broadcast(scale);
        for (var y = 0; y < height; y++)
        {
            var from = larger + (nint)y * 2 * (2 * width + 2) * stride;
            var below = from + (nint)(2 * width + 2) * stride;
            var to = smaller + (nint)y * (width + 2) * stride;
            for (var x = 0; x < width; x++, from += 2 * stride, below += 2 * stride, to += stride)
            {
                for (var c = 0; c < stride; c += TLanes.Count)
                {
                    var sum = TLanes.Add(TLanes.Load(from + c), TLanes.Load(from + stride + c));
                    sum = TLanes.Add(sum, TLanes.Add(TLanes.Load(below + c), TLanes.Load(below + stride + c)));
                    TLanes.Store(TLanes.Multiply(sum, factor), to + c);
                }
            }
        }
    }

    /// <summary>Every pixel of the smaller map, scaled, goes to its four pixels of the larger one.</summary>
    public static void Double(int height, int width, int stride, float* smaller, float* larger, float scale)
    {
        var factor = TLanes.Broadcast(scale);
        for (var y = 0; y < height; y++)
        {
            var from = smaller + (nint)y * (width + 2) * stride;
            var to = larger + (nint)y * 2 * (2 * width + 2) * stride;
            var below = to + (nint)(2 * width + 2) * stride;
            for (var x = 0; x < width; x++, from += stride, to += 2 * stride, below += 2 * stride)
            {
                for (var c = 0; c < stride; c += TLanes.Count)
                {
                    var value = TLanes.Multiply(TLanes.Load(from + c), factor);
                    TLanes.Store(value, to + c);
                    TLanes.Store(value, to + stride + c);
                    TLanes.Store(value, below + c);
                    TLanes.Store(value, below + stride + c);
                }
            }
        }
    }
}

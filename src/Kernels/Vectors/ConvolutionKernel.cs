using System.Runtime.CompilerServices;

namespace FastOde.Kernels.Vectors;

/// <summary>
/// A convolution of one map: a tile of twelve pixels × one or two vectors of output channels is summed in registers,
/// kernel position by kernel position, over the input channels in rising order. Weights lie as
/// [vector of outputs][kernel position][input][lane].
/// </summary>
internal static unsafe class ConvolutionKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    private const int Tile = 12;

    /// <summary>output = bias + scale·addend + weights * input, pixel by pixel.</summary>
    /// <param name="g">The maps.</param>
    /// <param name="weights">Packed weights.</param>
    /// <param name="bias">One number an output channel, or null.</param>
    /// <param name="input">The input pixel at the kernel's first position for the first output pixel.</param>
    /// <param name="output">The first output pixel.</param>
    /// <param name="addend">A map like the output's, or the output itself, or null.</param>
    /// <param name="scale">Factor on the addend.</param>
    public static void Apply(in ConvolutionGeometry g, float* weights, float* bias, float* input, float* output, float* addend, float scale)
    {
        var lanes = TLanes.Count;
        var slab = (nint)g.Depth * lanes;
        var fresh = bias is null && addend is null;
        for (var column = 0; column < g.OutputStride;)
        {
            var two = TLanes.Registers >= 32 && column + 2 * lanes <= g.OutputStride;
            for (var position = 0; position < g.Positions; position += Tile)
            {
                var place = (nint)position * g.OutputStride + column;
                if (!fresh)
                    Start(g, At(bias, column), output + place, At(addend, place), scale, two ? 2 : 1);
                if (two)
                    Two(g, fresh, weights, weights + slab, input + (nint)position * g.InputStride, output + place);
                else
                    One(g, fresh, weights, input + (nint)position * g.InputStride, output + place);
            }

            column += two ? 2 * lanes : lanes;
            weights += two ? 2 * slab : slab;
        }
    }

    private static float* At(float* start, nint offset) => start is null ? null : start + offset;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Begin(bool fresh, float* target) => fresh ? TLanes.Zero : TLanes.Load(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Start(in ConvolutionGeometry g, float* bias, float* output, float* addend, float scale, int vectors)
    {
        var factor = TLanes.Broadcast(scale);
        for (var vector = 0; vector < vectors; vector++)
        {
            var offset = vector * TLanes.Count;
            var start = bias is null ? TLanes.Zero : TLanes.Load(bias + offset);
            for (nint i = 0, place = offset; i < Tile; i++, place += g.OutputStride)
                TLanes.Store(addend is null ? start : TLanes.MultiplyAdd(factor, TLanes.Load(addend + place), start), output + place);
        }
    }

    private static void Two(in ConvolutionGeometry g, bool fresh, float* weights, float* more, float* input, float* output)
    {
        nint lanes = TLanes.Count, stride = g.InputStride, next = g.OutputStride;
        var (runs, length) = Runs(g);
        var target = output;
        TVector a0 = Begin(fresh, target), b0 = Begin(fresh, target + lanes);
        TVector a1 = Begin(fresh, target += next), b1 = Begin(fresh, target + lanes);
        TVector a2 = Begin(fresh, target += next), b2 = Begin(fresh, target + lanes);
        TVector a3 = Begin(fresh, target += next), b3 = Begin(fresh, target + lanes);
        TVector a4 = Begin(fresh, target += next), b4 = Begin(fresh, target + lanes);
        TVector a5 = Begin(fresh, target += next), b5 = Begin(fresh, target + lanes);
        TVector a6 = Begin(fresh, target += next), b6 = Begin(fresh, target + lanes);
        TVector a7 = Begin(fresh, target += next), b7 = Begin(fresh, target + lanes);
        TVector a8 = Begin(fresh, target += next), b8 = Begin(fresh, target + lanes);
        TVector a9 = Begin(fresh, target += next), b9 = Begin(fresh, target + lanes);
        TVector a10 = Begin(fresh, target += next), b10 = Begin(fresh, target + lanes);
        TVector a11 = Begin(fresh, target += next), b11 = Begin(fresh, target + lanes);
        for (var row = 0; row < g.Size; row++)
        {
            for (var run = 0; run < runs; run++)
            {
                float* p0 = input + (row * g.Pitch + run) * stride, p3 = p0 + 3 * stride, p6 = p3 + 3 * stride, p9 = p6 + 3 * stride;
                for (nint k = 0, l = stride, m = 2 * stride; k < length; k++, l++, m++)
                {
                    TVector u = TLanes.Load(weights), v = TLanes.Load(more);
                    weights += lanes;
                    more += lanes;
                    var x = TLanes.Broadcast(p0[k]);
                    a0 = TLanes.MultiplyAdd(x, u, a0);
                    b0 = TLanes.MultiplyAdd(x, v, b0);
                    x = TLanes.Broadcast(p0[l]);
                    a1 = TLanes.MultiplyAdd(x, u, a1);
                    b1 = TLanes.MultiplyAdd(x, v, b1);
                    x = TLanes.Broadcast(p0[m]);
                    a2 = TLanes.MultiplyAdd(x, u, a2);
                    b2 = TLanes.MultiplyAdd(x, v, b2);
                    x = TLanes.Broadcast(p3[k]);
                    a3 = TLanes.MultiplyAdd(x, u, a3);
                    b3 = TLanes.MultiplyAdd(x, v, b3);
                    x = TLanes.Broadcast(p3[l]);
                    a4 = TLanes.MultiplyAdd(x, u, a4);
                    b4 = TLanes.MultiplyAdd(x, v, b4);
                    x = TLanes.Broadcast(p3[m]);
                    a5 = TLanes.MultiplyAdd(x, u, a5);
                    b5 = TLanes.MultiplyAdd(x, v, b5);
                    x = TLanes.Broadcast(p6[k]);
                    a6 = TLanes.MultiplyAdd(x, u, a6);
                    b6 = TLanes.MultiplyAdd(x, v, b6);
                    x = TLanes.Broadcast(p6[l]);
                    a7 = TLanes.MultiplyAdd(x, u, a7);
                    b7 = TLanes.MultiplyAdd(x, v, b7);
                    x = TLanes.Broadcast(p6[m]);
                    a8 = TLanes.MultiplyAdd(x, u, a8);
                    b8 = TLanes.MultiplyAdd(x, v, b8);
                    x = TLanes.Broadcast(p9[k]);
                    a9 = TLanes.MultiplyAdd(x, u, a9);
                    b9 = TLanes.MultiplyAdd(x, v, b9);
                    x = TLanes.Broadcast(p9[l]);
                    a10 = TLanes.MultiplyAdd(x, u, a10);
                    b10 = TLanes.MultiplyAdd(x, v, b10);
                    x = TLanes.Broadcast(p9[m]);
                    a11 = TLanes.MultiplyAdd(x, u, a11);
                    b11 = TLanes.MultiplyAdd(x, v, b11);
                }
            }
        }

        Store(a0, b0, output);
        Store(a1, b1, output += next);
        Store(a2, b2, output += next);
        Store(a3, b3, output += next);
        Store(a4, b4, output += next);
        Store(a5, b5, output += next);
        Store(a6, b6, output += next);
        Store(a7, b7, output += next);
        Store(a8, b8, output += next);
        Store(a9, b9, output += next);
        Store(a10, b10, output += next);
        Store(a11, b11, output + next);
    }

    private static void One(in ConvolutionGeometry g, bool fresh, float* weights, float* input, float* output)
    {
        nint lanes = TLanes.Count, stride = g.InputStride, next = g.OutputStride;
        var (runs, length) = Runs(g);
        var target = output;
        var a0 = Begin(fresh, target);
        var a1 = Begin(fresh, target += next);
        var a2 = Begin(fresh, target += next);
        var a3 = Begin(fresh, target += next);
        var a4 = Begin(fresh, target += next);
        var a5 = Begin(fresh, target += next);
        var a6 = Begin(fresh, target += next);
        var a7 = Begin(fresh, target += next);
        var a8 = Begin(fresh, target += next);
        var a9 = Begin(fresh, target += next);
        var a10 = Begin(fresh, target += next);
        var a11 = Begin(fresh, target + next);
        for (var row = 0; row < g.Size; row++)
        {
            for (var run = 0; run < runs; run++)
            {
                float* p0 = input + (row * g.Pitch + run) * stride, p3 = p0 + 3 * stride, p6 = p3 + 3 * stride, p9 = p6 + 3 * stride;
                for (nint k = 0, l = stride, m = 2 * stride; k < length; k++, l++, m++)
                {
                    var u = TLanes.Load(weights);
                    weights += lanes;
                    a0 = TLanes.MultiplyAdd(TLanes.Broadcast(p0[k]), u, a0);
                    a1 = TLanes.MultiplyAdd(TLanes.Broadcast(p0[l]), u, a1);
                    a2 = TLanes.MultiplyAdd(TLanes.Broadcast(p0[m]), u, a2);
                    a3 = TLanes.MultiplyAdd(TLanes.Broadcast(p3[k]), u, a3);
                    a4 = TLanes.MultiplyAdd(TLanes.Broadcast(p3[l]), u, a4);
                    a5 = TLanes.MultiplyAdd(TLanes.Broadcast(p3[m]), u, a5);
                    a6 = TLanes.MultiplyAdd(TLanes.Broadcast(p6[k]), u, a6);
                    a7 = TLanes.MultiplyAdd(TLanes.Broadcast(p6[l]), u, a7);
                    a8 = TLanes.MultiplyAdd(TLanes.Broadcast(p6[m]), u, a8);
                    a9 = TLanes.MultiplyAdd(TLanes.Broadcast(p9[k]), u, a9);
                    a10 = TLanes.MultiplyAdd(TLanes.Broadcast(p9[l]), u, a10);
                    a11 = TLanes.MultiplyAdd(TLanes.Broadcast(p9[m]), u, a11);
                }
            }
        }

        TLanes.Store(a0, output);
        TLanes.Store(a1, output += next);
        TLanes.Store(a2, output += next);
        TLanes.Store(a3, output += next);
        TLanes.Store(a4, output += next);
        TLanes.Store(a5, output += next);
        TLanes.Store(a6, output += next);
        TLanes.Store(a7, output += next);
        TLanes.Store(a8, output += next);
        TLanes.Store(a9, output += next);
        TLanes.Store(a10, output += next);
        TLanes.Store(a11, output + next);
    }

    /// <summary>Where channels fill their pixels, the kernel's neighbours in a row are one run of floats. A call here would put every sum into memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Runs, nint Length) Runs(in ConvolutionGeometry g) =>
        g.Inputs == g.InputStride ? (1, (nint)g.Size * g.Inputs) : (g.Size, g.Inputs);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector first, TVector second, float* output)
    {
        TLanes.Store(first, output);
        TLanes.Store(second, output + TLanes.Count);
    }
}

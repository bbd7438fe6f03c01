using System.Runtime.CompilerServices;

namespace FastOde.Kernels.Vectors;

/// <summary>
/// The transforms of Winograd's minimal filtering F(2×2, 3×3) (Lavin and Gray, 2016): a 3×3 convolution of a tile of 2×2
/// outputs is 16 products of transformed numbers instead of 36. A transformed map is 16 matrices, one for each place of
/// a 4×4 tile, with a row for each tile.
/// </summary>
internal static unsafe class WinogradKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Bᵀ·d·B of every 4×4 tile, two pixels apart; the first begins at the corner of the border.</summary>
    /// <param name="g">The map and its tiles.</param>
    /// <param name="map">The map with its zero border.</param>
    /// <param name="target">Receives the 16 matrices.</param>
    public static void TransformInput(in WinogradGeometry g, float* map, float* target) => Transform<InputTile>(g, map, target);

    /// <summary>output = bias + scale·addend + Aᵀ·m·A of every tile, where the map has pixels.</summary>
    /// <param name="g">The map and its tiles.</param>
    /// <param name="products">The 16 matrices.</param>
    /// <param name="bias">One number a channel, or null.</param>
    /// <param name="output">The first pixel.</param>
    /// <param name="addend">A map like the output's, or the output itself, or null.</param>
    /// <param name="scale">Factor on the addend.</param>
    public static void TransformOutput(in WinogradGeometry g, float* products, float* bias, float* output, float* addend, float scale)
    {
        var row = (nint)g.Pitch * g.Stride;
        var factor = TLanes.Broadcast(scale);
        for (var y = 0; y < g.TileRows; y++)
        {
            for (var x = 0; x < g.TileColumns; x++)
            {
                var from = products + (y * g.TileColumns + x) * (nint)g.Stride;
                var place = 2 * y * row + 2 * (nint)x * g.Stride;
                bool right = 2 * x + 1 < g.Width, below = 2 * y + 1 < g.Height;
                for (var c = 0; c < g.Stride; c += TLanes.Count)
                {
                    Output(from + c, g.MatrixLength, out var y00, out var y01, out var y10, out var y11);
                    var start = bias is null ? TLanes.Zero : TLanes.Load(bias + c);
                    Finish(y00, start, factor, place + c, addend, output);
                    if (right)
                        Finish(y01, start, factor, place + g.Stride + c, addend, output);
                    if (below)
                        Finish(y10, start, factor, place + row + c, addend, output);
                    if (right && below)
                        Finish(y11, start, factor, place + row + g.Stride + c, addend, output);
                }
            }
        }
    }

    /// <summary>A·g·Aᵀ of every 2×2 tile of a gradient, for the gradient of the weights.</summary>
    /// <param name="g">The map and its tiles.</param>
    /// <param name="gradient">The first pixel; zero beyond the last row and column.</param>
    /// <param name="target">Receives the 16 matrices.</param>
    public static void TransformGradient(in WinogradGeometry g, float* gradient, float* target) => Transform<GradientTile>(g, gradient, target);

    private static void Transform<TTile>(in WinogradGeometry g, float* map, float* target)
        where TTile : struct, ITile
    {
        var row = (nint)g.Pitch * g.Stride;
        for (var y = 0; y < g.TileRows; y++)
        {
            for (var x = 0; x < g.TileColumns; x++)
            {
                var from = map + 2 * y * row + 2 * (nint)x * g.Stride;
                var to = target + (y * g.TileColumns + x) * (nint)g.Stride;
                for (var c = 0; c < g.Stride; c += TLanes.Count)
                    TTile.Transform(from + c, row, g.Stride, to + c, g.MatrixLength);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputColumn(float* from, nint row, out TVector t0, out TVector t1, out TVector t2, out TVector t3)
    {
        TVector x0 = TLanes.Load(from), x1 = TLanes.Load(from + row), x2 = TLanes.Load(from + 2 * row), x3 = TLanes.Load(from + 3 * row);
        t0 = TLanes.Subtract(x0, x2);
        t1 = TLanes.Add(x1, x2);
        t2 = TLanes.Subtract(x2, x1);
        t3 = TLanes.Subtract(x1, x3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputRow(TVector x0, TVector x1, TVector x2, TVector x3, float* to, nint next)
    {
        TLanes.Store(TLanes.Subtract(x0, x2), to);
        TLanes.Store(TLanes.Add(x1, x2), to + next);
        TLanes.Store(TLanes.Subtract(x2, x1), to + 2 * next);
        TLanes.Store(TLanes.Subtract(x1, x3), to + 3 * next);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Output(float* from, nint next, out TVector y00, out TVector y01, out TVector y10, out TVector y11)
    {
        OutputColumn(from, 4 * next, out var a0, out var a1);
        OutputColumn(from + next, 4 * next, out var b0, out var b1);
        OutputColumn(from + 2 * next, 4 * next, out var c0, out var c1);
        OutputColumn(from + 3 * next, 4 * next, out var d0, out var d1);
        y00 = TLanes.Add(TLanes.Add(a0, b0), c0);
        y01 = TLanes.Subtract(TLanes.Subtract(b0, c0), d0);
        y10 = TLanes.Add(TLanes.Add(a1, b1), c1);
        y11 = TLanes.Subtract(TLanes.Subtract(b1, c1), d1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputColumn(float* from, nint row, out TVector t0, out TVector t1)
    {
        TVector x0 = TLanes.Load(from), x1 = TLanes.Load(from + row), x2 = TLanes.Load(from + 2 * row), x3 = TLanes.Load(from + 3 * row);
        t0 = TLanes.Add(TLanes.Add(x0, x1), x2);
        t1 = TLanes.Subtract(TLanes.Subtract(x1, x2), x3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(TVector value, TVector start, TVector factor, nint place, float* addend, float* output)
    {
        value = TLanes.Add(value, start);
        TLanes.Store(addend is null ? value : TLanes.MultiplyAdd(factor, TLanes.Load(addend + place), value), output + place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GradientRow(TVector x0, TVector x1, float* to, nint next)
    {
        TLanes.Store(x0, to);
        TLanes.Store(TLanes.Add(x0, x1), to + next);
        TLanes.Store(TLanes.Subtract(x0, x1), to + 2 * next);
        TLanes.Store(TLanes.Subtract(TLanes.Zero, x1), to + 3 * next);
    }

    /// <summary>What becomes of a tile; a type, so that the loop over tiles is compiled for each.</summary>
    private interface ITile
    {
        /// <summary>Transforms the first lanes of a tile's pixels.</summary>
        /// <param name="from">The tile's first pixel.</param>
        /// <param name="row">Floats from one row to the next.</param>
        /// <param name="stride">Floats of a pixel.</param>
        /// <param name="to">Its place in the first of the 16 matrices.</param>
        /// <param name="next">Floats from one matrix to the next.</param>
        static abstract void Transform(float* from, nint row, nint stride, float* to, nint next);
    }

    private readonly struct InputTile : ITile
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Transform(float* from, nint row, nint stride, float* to, nint next)
        {
            InputColumn(from, row, out var a0, out var a1, out var a2, out var a3);
            InputColumn(from + stride, row, out var b0, out var b1, out var b2, out var b3);
            InputColumn(from + 2 * stride, row, out var c0, out var c1, out var c2, out var c3);
            InputColumn(from + 3 * stride, row, out var d0, out var d1, out var d2, out var d3);
            InputRow(a0, b0, c0, d0, to, next);
            InputRow(a1, b1, c1, d1, to + 4 * next, next);
            InputRow(a2, b2, c2, d2, to + 8 * next, next);
            InputRow(a3, b3, c3, d3, to + 12 * next, next);
        }
    }

    private readonly struct GradientTile : ITile
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Transform(float* from, nint row, nint stride, float* to, nint next)
        {
            TVector x00 = TLanes.Load(from), x01 = TLanes.Load(from + stride);
            TVector x10 = TLanes.Load(from + row), x11 = TLanes.Load(from + row + stride);
            GradientRow(x00, x01, to, next);
            GradientRow(TLanes.Add(x00, x10), TLanes.Add(x01, x11), to + 4 * next, next);
            GradientRow(TLanes.Subtract(x00, x10), TLanes.Subtract(x01, x11), to + 8 * next, next);
            GradientRow(TLanes.Subtract(TLanes.Zero, x10), TLanes.Subtract(TLanes.Zero, x11), to + 12 * next, next);
        }
    }
}

using System.Runtime.CompilerServices;

namespace FastOde.Kernels.Vectors;

/// <summary>
/// One panel through one dense layer, forwards or backwards: output[r, c] = bias[r] + Σ_k weight[r, k]·input[k, c]. A
/// tile of rows × four vectors of columns is summed in registers, over k in rising order whatever the vector width.
/// </summary>
internal static unsafe class DenseKernel<TLanes, TVector>
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Multiplies a panel by a matrix, which strides address as it lies or transposed.</summary>
    /// <param name="rows">Rows of the output.</param>
    /// <param name="depth">Rows of the input.</param>
    /// <param name="weights">The matrix.</param>
    /// <param name="rowStride">Floats from weight[r, k] to weight[r + 1, k].</param>
    /// <param name="columnStride">Floats from weight[r, k] to weight[r, k + 1].</param>
    /// <param name="bias">One number a row, or null.</param>
    /// <param name="input">The input's panel.</param>
    /// <param name="output">The output's panel.</param>
    /// <param name="companion">The epilogue's companion panel, or null.</param>
    public static void Multiply<TEpilogue>(
        int rows, int depth, float* weights, int rowStride, int columnStride, float* bias, float* input, float* output, float* companion)
        where TEpilogue : IEpilogue
    {
        var row = 0;
        if (TLanes.Registers >= 32)
        {
            for (; row + 4 <= rows; row += 4)
                Rows4<TEpilogue>(weights + (nint)row * rowStride, rowStride, columnStride, depth, At(bias, row), input, At(output, row * Panels.Width), At(companion, row * Panels.Width));
        }

        for (; row + 2 <= rows; row += 2)
            Rows2<TEpilogue>(weights + (nint)row * rowStride, rowStride, columnStride, depth, At(bias, row), input, At(output, row * Panels.Width), At(companion, row * Panels.Width));
        for (; row < rows; row++)
            Rows1<TEpilogue>(weights + (nint)row * rowStride, rowStride, columnStride, depth, At(bias, row), input, At(output, row * Panels.Width), At(companion, row * Panels.Width));
    }

    private static float* At(float* start, int offset) => start is null ? null : start + offset;

    private static void Rows4<TEpilogue>(
        float* weights, int rowStride, int columnStride, int depth, float* bias, float* input, float* output, float* companion)
        where TEpilogue : IEpilogue
    {
        var lanes = TLanes.Count;
        for (var column = 0; column < Panels.Width; column += 4 * lanes)
        {
            var s00 = bias is null ? TLanes.Zero : TLanes.Broadcast(bias[0]);
            TVector s01 = s00, s02 = s00, s03 = s00;
            var s10 = bias is null ? TLanes.Zero : TLanes.Broadcast(bias[1]);
            TVector s11 = s10, s12 = s10, s13 = s10;
            var s20 = bias is null ? TLanes.Zero : TLanes.Broadcast(bias[2]);
            TVector s21 = s20, s22 = s20, s23 = s20;
            var s30 = bias is null ? TLanes.Zero : TLanes.Broadcast(bias[3]);
            TVector s31 = s30, s32 = s30, s33 = s30;
            var source = input + column;
            var weight = weights;
            for (var k = 0; k < depth; k++)
            {
                var b0 = TLanes.Load(source);
                var b1 = TLanes.Load(source + lanes);
                var b2 = TLanes.Load(source + 2 * lanes);
                var b3 = TLanes.Load(source + 3 * lanes);
                var a0 = TLanes.Broadcast(weight[0]);
                s00 = TLanes.MultiplyAdd(a0, b0, s00);
                s01 = TLanes.MultiplyAdd(a0, b1, s01);
                s02 = TLanes.MultiplyAdd(a0, b2, s02);
                s03 = TLanes.MultiplyAdd(a0, b3, s03);
                var a1 = TLanes.Broadcast(weight[rowStride]);
                s10 = TLanes.MultiplyAdd(a1, b0, s10);
                s11 = TLanes.MultiplyAdd(a1, b1, s11);
                s12 = TLanes.MultiplyAdd(a1, b2, s12);
                s13 = TLanes.MultiplyAdd(a1, b3, s13);
                var a2 = TLanes.Broadcast(weight[2 * rowStride]);
                s20 = TLanes.MultiplyAdd(a2, b0, s20);
                s21 = TLanes.MultiplyAdd(a2, b1, s21);
                s22 = TLanes.MultiplyAdd(a2, b2, s22);
                s23 = TLanes.MultiplyAdd(a2, b3, s23);
                var a3 = TLanes.Broadcast(weight[3 * rowStride]);
                s30 = TLanes.MultiplyAdd(a3, b0, s30);
                s31 = TLanes.MultiplyAdd(a3, b1, s31);
                s32 = TLanes.MultiplyAdd(a3, b2, s32);
                s33 = TLanes.MultiplyAdd(a3, b3, s33);
                source += Panels.Width;
                weight += columnStride;
            }

            Finish<TEpilogue>(s00, s01, s02, s03, output, companion, column);
            Finish<TEpilogue>(s10, s11, s12, s13, output, companion, Panels.Width + column);
            Finish<TEpilogue>(s20, s21, s22, s23, output, companion, 2 * Panels.Width + column);
            Finish<TEpilogue>(s30, s31, s32, s33, output, companion, 3 * Panels.Width + column);
        }
    }

    private static void Rows2<TEpilogue>(
        float* weights, int rowStride, int columnStride, int depth, float* bias, float* input, float* output, float* companion)
        where TEpilogue : IEpilogue
    {
        var lanes = TLanes.Count;
        for (var column = 0; column < Panels.Width; column += 4 * lanes)
        {
            var s00 = bias is null ? TLanes.Zero : TLanes.Broadcast(bias[0]);
            TVector s01 = s00, s02 = s00, s03 = s00;
            var s10 = bias is null ? TLanes.Zero : TLanes.Broadcast(bias[1]);
            TVector s11 = s10, s12 = s10, s13 = s10;
            var source = input + column;
            var weight = weights;
            for (var k = 0; k < depth; k++)
            {
                var b0 = TLanes.Load(source);
                var b1 = TLanes.Load(source + lanes);
                var b2 = TLanes.Load(source + 2 * lanes);
                var b3 = TLanes.Load(source + 3 * lanes);
                var a0 = TLanes.Broadcast(weight[0]);
                s00 = TLanes.MultiplyAdd(a0, b0, s00);
                s01 = TLanes.MultiplyAdd(a0, b1, s01);
                s02 = TLanes.MultiplyAdd(a0, b2, s02);
                s03 = TLanes.MultiplyAdd(a0, b3, s03);
                var a1 = TLanes.Broadcast(weight[rowStride]);
                s10 = TLanes.MultiplyAdd(a1, b0, s10);
                s11 = TLanes.MultiplyAdd(a1, b1, s11);
                s12 = TLanes.MultiplyAdd(a1, b2, s12);
                s13 = TLanes.MultiplyAdd(a1, b3, s13);
                source += Panels.Width;
                weight += columnStride;
            }

            Finish<TEpilogue>(s00, s01, s02, s03, output, companion, column);
            Finish<TEpilogue>(s10, s11, s12, s13, output, companion, Panels.Width + column);
        }
    }

    private static void Rows1<TEpilogue>(
        float* weights, int rowStride, int columnStride, int depth, float* bias, float* input, float* output, float* companion)
        where TEpilogue : IEpilogue
    {
        var lanes = TLanes.Count;
        for (var column = 0; column < Panels.Width; column += 4 * lanes)
        {
            var s00 = bias is null ? TLanes.Zero : TLanes.Broadcast(bias[0]);
            TVector s01 = s00, s02 = s00, s03 = s00;
            var source = input + column;
            var weight = weights;
            for (var k = 0; k < depth; k++)
            {
                var b0 = TLanes.Load(source);
                var b1 = TLanes.Load(source + lanes);
                var b2 = TLanes.Load(source + 2 * lanes);
                var b3 = TLanes.Load(source + 3 * lanes);
                var a0 = TLanes.Broadcast(weight[0]);
                s00 = TLanes.MultiplyAdd(a0, b0, s00);
                s01 = TLanes.MultiplyAdd(a0, b1, s01);
                s02 = TLanes.MultiplyAdd(a0, b2, s02);
                s03 = TLanes.MultiplyAdd(a0, b3, s03);
                source += Panels.Width;
                weight += columnStride;
            }

            Finish<TEpilogue>(s00, s01, s02, s03, output, companion, column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TEpilogue>(
        TVector s0, TVector s1, TVector s2, TVector s3, float* output, float* companion, int offset)
        where TEpilogue : IEpilogue
    {
        var lanes = TLanes.Count;
        TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s0, companion + offset), output + offset);
        TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s1, companion + offset + lanes), output + offset + lanes);
        TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s2, companion + offset + 2 * lanes), output + offset + 2 * lanes);
        TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s3, companion + offset + 3 * lanes), output + offset + 3 * lanes);
    }
}

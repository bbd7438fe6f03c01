using System.Runtime.CompilerServices;

namespace FastOde.Kernels.Vectors;

/// <summary>
/// tanh as an odd rational function of degree 9 over 8, fitted for the least largest error on [-8, 8]; beyond it tanh
/// is 1 to rounding. The error, rounding included, is below 3e-7 and no value exceeds 1.
/// </summary>
internal readonly unsafe struct TanhEpilogue : IEpilogue
{
    private const float Limit = 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector product, float* companion)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var x = TLanes.Clamp(product, TLanes.Broadcast(Limit));
        var square = TLanes.Multiply(x, x);
        var above = TLanes.MultiplyAdd(TLanes.Broadcast(1.5061754510270475e-08f), square, TLanes.Broadcast(2.177320493501611e-05f));
        above = TLanes.MultiplyAdd(above, square, TLanes.Broadcast(0.003564153565093875f));
        above = TLanes.MultiplyAdd(above, square, TLanes.Broadcast(0.13438189029693604f));
        above = TLanes.MultiplyAdd(above, square, TLanes.Broadcast(0.9999999403953552f));
        var below = TLanes.MultiplyAdd(TLanes.Broadcast(8.453638997707458e-07f), square, TLanes.Broadcast(0.00033991754753515124f));
        below = TLanes.MultiplyAdd(below, square, TLanes.Broadcast(0.0261360052973032f));
        below = TLanes.MultiplyAdd(below, square, TLanes.Broadcast(0.4677150845527649f));
        below = TLanes.MultiplyAdd(below, square, TLanes.Broadcast(1f));
        return TLanes.Divide(TLanes.Multiply(x, above), below);
    }
}

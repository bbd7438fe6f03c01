using System.Runtime.CompilerServices;

namespace FastOde.Kernels.Vectors;

/// <summary>Carries a gradient back through tanh: multiplies by 1 - h², where the companion holds the activations h.</summary>
internal readonly unsafe struct TanhGradientEpilogue : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector product, float* companion)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var activation = TLanes.Load(companion);
        return TLanes.Subtract(product, TLanes.Multiply(TLanes.Multiply(activation, activation), product));
    }
}

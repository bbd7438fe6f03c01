using System.Runtime.CompilerServices;

namespace FastOde.Kernels.Vectors;

/// <summary>Leaves the product as it is: output layers and gradients of inputs.</summary>
internal readonly unsafe struct NoEpilogue : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector product, float* companion)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => product;
}

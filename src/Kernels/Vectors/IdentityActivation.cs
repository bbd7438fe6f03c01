using System.Runtime.CompilerServices;

namespace FastOde.Kernels.Vectors;

/// <summary>No activation.</summary>
internal readonly struct IdentityActivation : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLanes, TVector>(TVector x, out TVector value)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        value = x;
        return TLanes.Broadcast(1);
    }
}

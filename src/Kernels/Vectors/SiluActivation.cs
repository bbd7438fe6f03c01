using System.Runtime.CompilerServices;

namespace FastOde.Kernels.Vectors;

/// <summary>SiLU, x·sigmoid(x), with sigmoid(x) = ½ + ½·tanh(x/2) from <see cref="TanhEpilogue"/>.</summary>
internal readonly unsafe struct SiluActivation : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged => TLanes.Multiply(x, Sigmoid<TLanes, TVector>(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLanes, TVector>(TVector x, out TVector value)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var sigmoid = Sigmoid<TLanes, TVector>(x);
        value = TLanes.Multiply(x, sigmoid);
        return TLanes.MultiplyAdd(value, TLanes.Subtract(TLanes.Broadcast(1), sigmoid), sigmoid);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sigmoid<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged
    {
        var half = TLanes.Broadcast(0.5f);
        return TLanes.MultiplyAdd(half, TanhEpilogue.Apply<TLanes, TVector>(TLanes.Multiply(x, half), null), half);
    }
}

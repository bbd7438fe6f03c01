namespace FastOde.Kernels.Vectors;

/// <summary>A function that is applied to every number, with its derivative.</summary>
internal interface IActivation
{
    /// <summary>The function's value.</summary>
    static abstract TVector Value<TLanes, TVector>(TVector x)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged;

    /// <summary>The function's value and derivative.</summary>
    static abstract TVector Slope<TLanes, TVector>(TVector x, out TVector value)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged;
}

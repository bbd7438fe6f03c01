namespace FastOde.Kernels.Vectors;

/// <summary>What happens to a tile of a matrix product while it is still in registers.</summary>
internal unsafe interface IEpilogue
{
    /// <summary>Transforms one vector of the product.</summary>
    /// <param name="product">The product, bias included.</param>
    /// <param name="companion">The same place in a companion matrix of the product's layout; null where there is none.</param>
    static abstract TVector Apply<TLanes, TVector>(TVector product, float* companion)
        where TLanes : ILanes<TVector>
        where TVector : unmanaged;
}

namespace FastOde.Kernels.Networks.UNet;

/// <summary>A layer whose parameters are rearranged for the kernels before they compute.</summary>
internal unsafe interface IPackedLayer
{
    /// <summary>Rearranges parameters for the way forward.</summary>
    /// <param name="values">The network's block.</param>
    /// <param name="packed">The packed parameters of the network.</param>
    void Pack(float* values, float* packed);

    /// <summary>Rearranges weights for the way back.</summary>
    /// <param name="values">The network's block.</param>
    /// <param name="transposed">The network's weights for the way back.</param>
    void PackTransposed(float* values, float* transposed);

    /// <summary>Writes gradients to where the arena has them.</summary>
    /// <param name="packed">Gradients of the packed parameters of the network.</param>
    /// <param name="gradients">The network's block of gradients.</param>
    void Unpack(float* packed, float* gradients);
}

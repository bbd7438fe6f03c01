using FastOde.FlowMatching.Networks;
using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>Gives the layers of a network their places in packed memory, and finds their parameters in the arena by name.</summary>
internal sealed class PackedLayout
{
    private readonly Dictionary<string, int> sources = [];
    private readonly List<IPackedLayer> layers = [];

    /// <summary>Starts with nothing packed.</summary>
    /// <param name="shapes">The network's parameters in the order in which they lie in its block.</param>
    /// <param name="kernels">Their vectors decide how weights are packed.</param>
    public PackedLayout(IEnumerable<ParameterShape> shapes, ImageKernelSet kernels)
    {
        Kernels = kernels;
        var offset = 0L;
        foreach (var shape in shapes)
        {
            sources.Add(shape.Name, checked((int)offset));
            offset += shape.Count;
        }
    }

    /// <summary>The kernels that compute with what is packed.</summary>
    public ImageKernelSet Kernels { get; }

    /// <summary>Every layer with parameters.</summary>
    public IReadOnlyList<IPackedLayer> Layers => layers;

    /// <summary>Floats of the packed parameters; their gradients lie alike.</summary>
    public int Length { get; private set; }

    /// <summary>Floats of the weights packed for the way back.</summary>
    public int TransposedLength { get; private set; }

    /// <summary>Where a parameter starts in the network's block.</summary>
    public int Source(string name) => sources[name];

    /// <summary>A place among the packed parameters.</summary>
    public int Reserve(int length)
    {
        var start = Length;
        Length += Rounded(length);
        return start;
    }

    /// <summary>A place among the weights packed for the way back.</summary>
    public int ReserveTransposed(int length)
    {
        var start = TransposedLength;
        TransposedLength += Rounded(length);
        return start;
    }

    /// <summary>Includes a layer in packing.</summary>
    public void Add(IPackedLayer layer) => layers.Add(layer);

    private static int Rounded(int length) => (length + FeatureMapShape.Block - 1) / FeatureMapShape.Block * FeatureMapShape.Block;
}

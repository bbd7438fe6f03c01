using FastOde.FlowMatching.Checkpoints;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>
/// Collects the tensors of a network while its layers are built, in the order of a published state dict. A layer keeps
/// the slot it was given and finds its tensor there in every <see cref="Pass"/>, so that the same layers compute with
/// the arena's parameters, their moving average, or a checkpoint in double precision.
/// </summary>
internal sealed class StateLayout
{
    private readonly List<StateEntry> entries = [];
    private readonly List<ParameterShape> shapes = [];

    /// <summary>Every tensor, in order.</summary>
    public IReadOnlyList<StateEntry> Entries => entries;

    /// <summary>The parameters among them, in order.</summary>
    public IReadOnlyList<ParameterShape> Shapes => shapes;

    /// <summary>Adds a parameter.</summary>
    /// <returns>Its slot.</returns>
    public int Parameter(ParameterShape shape)
    {
        shapes.Add(shape);
        return Add(new StateEntry { Name = shape.Name, Sizes = shape.Sizes });
    }

    /// <summary>Adds a tensor that is not trained.</summary>
    /// <returns>Its slot.</returns>
    public int Buffer(string name, IReadOnlyList<long> sizes, IReadOnlyList<double> values) =>
        Add(new StateEntry { Name = name, Sizes = sizes, Buffer = values });

    /// <summary>Joins parameters and buffers.</summary>
    /// <param name="parameters">Tensors in the order of <see cref="Shapes"/>.</param>
    /// <param name="buffers">Tensors in the order of the buffers among <see cref="Entries"/>.</param>
    /// <returns>All of them in the order of <see cref="Entries"/>.</returns>
    public torch.Tensor[] Join(IReadOnlyList<torch.Tensor> parameters, IReadOnlyList<torch.Tensor> buffers)
    {
        int parameter = 0, buffer = 0;
        return [.. entries.Select(entry => entry.Buffer is null ? parameters[parameter++] : buffers[buffer++])];
    }

    private int Add(StateEntry entry)
    {
        entries.Add(entry);
        return entries.Count - 1;
    }
}

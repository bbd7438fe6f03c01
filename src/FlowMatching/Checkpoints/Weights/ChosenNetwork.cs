using TorchSharp;

namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>A network and the copy of its weights that was chosen.</summary>
/// <param name="place">The network, and where its weights lie.</param>
/// <param name="copies">Its copies there.</param>
/// <param name="copy">The copy that was chosen.</param>
internal sealed class ChosenNetwork(NetworkPlace place, NetworkCopies copies, WeightCopy copy)
{
    private const double SameBuffer = 1e-5;

    /// <summary>What messages call the network.</summary>
    public string Name => place.Name;

    /// <summary>What its parameters' names begin with in a trial's checkpoint.</summary>
    public string Prefix => place.Prefix;

    /// <summary>The copy that was chosen.</summary>
    public WeightCopy Copy => copy;

    /// <summary>The network's parameters in its order, float32.</summary>
    /// <param name="prefix">What the parameters' names are to begin with in the result.</param>
    /// <exception cref="CheckpointException">A buffer is missing or holds something else, or a parameter is not finite.</exception>
    public IReadOnlyList<SafeTensor> Read(string prefix)
    {
        foreach (var entry in place.State.Where(entry => entry.Buffer is not null))
            RequireSame(entry, Buffer(entry));
        return [.. place.State.Where(entry => entry.Buffer is null).Select(entry => Parameter(prefix + entry.Name, copy.Tensors[entry.Name]))];
    }

    // An average of parameters has no buffers: they are those of the file's other copies.
    private SourceTensor Buffer(StateEntry entry) => copies.Fitting.Prepend(copy)
        .Select(held => held.Tensors.GetValueOrDefault(entry.Name))
        .FirstOrDefault(tensor => tensor is not null)
        ?? throw new CheckpointException($"The weights '{place.File}' do not fit the spec: '{entry.Name}' is missing. Give the spec of the networks that were trained.");

    private void RequireSame(StateEntry entry, SourceTensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        var values = tensor.Read().to(torch.float64).flatten();
        var expected = torch.tensor(entry.Buffer!.ToArray(), dtype: torch.float64);
        if (!values.allclose(expected, SameBuffer, SameBuffer))
            throw new CheckpointException($"The weights '{place.File}' do not fit the spec: '{tensor.Name}' is no weight, and holds other values than the spec's network has. Set network.resampleFilter and network.embedding to what was trained; random Fourier frequencies cannot be imported.");
    }

    private SafeTensor Parameter(string name, SourceTensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        var values = tensor.Read().to(torch.float32).contiguous();
        return values.isfinite().all().item<bool>()
            ? new SafeTensor { Name = name, Type = "F32", Shape = tensor.Shape, Data = values.bytes.ToArray() }
            : throw new CheckpointException($"The weights '{place.File}' cannot be used: '{tensor.Name}' holds values that are not finite. Take an earlier checkpoint.");
    }
}

using TorchSharp;

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>
/// A tensor of a PyTorch checkpoint: where its elements lie in a storage that other tensors may share. The elements
/// stay in the file until they are asked for.
/// </summary>
public sealed record PyTorchTensor : PyTorchValue
{
    private readonly IPyTorchContainer container;
    private readonly PickleTensor place;

    internal PyTorchTensor(IPyTorchContainer container, PickleTensor place, string name)
    {
        this.container = container;
        this.place = place;
        Name = name;
    }

    /// <summary>Its keys from the outermost dictionary inwards, joined by dots, such as <c>model_state_dict.a.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The type of its elements.</summary>
    public torch.ScalarType Type => place.Storage.Type.Scalar;

    /// <summary>Its shape; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => place.Sizes;

    /// <summary>Reads the elements, whatever the strides, after the storage's checksum, where the file has one, was found right.</summary>
    /// <returns>A new contiguous tensor on the CPU that the caller owns.</returns>
    /// <exception cref="CheckpointException">The storage is damaged; the message names file and tensor.</exception>
    /// <exception cref="ObjectDisposedException">The checkpoint was disposed of.</exception>
    public torch.Tensor Read() => PyTorchFaultException.Naming(container.File, () =>
    {
        using var scope = torch.NewDisposeScope();
        var flat = torch.empty(place.Extent, dtype: Type);
        if (place.Extent > 0)
            container.Read(place.Storage, place.Offset, flat.bytes, Name);
        if (Type == torch.ScalarType.Bool && flat.bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            throw new PyTorchFaultException($"the tensor '{Name}' is of booleans, and has bytes other than 0 and 1", PyTorchFaultException.CopyAgain);
        var shaped = place.Count == 0 ? flat.reshape([.. place.Sizes]) : flat.as_strided([.. place.Sizes], [.. place.Strides]);
        return shaped.contiguous().MoveToOuterDisposeScope();
    });
}

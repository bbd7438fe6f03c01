namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>A tensor as a pickle states it; nothing about it is checked but the kinds of its parts.</summary>
/// <param name="Storage">Where its elements lie.</param>
/// <param name="Offset">The place of the first, in elements.</param>
/// <param name="Sizes">Its shape.</param>
/// <param name="Strides">Elements from one index to the next, per dimension.</param>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, IReadOnlyList<long> Sizes, IReadOnlyList<long> Strides)
{
    private const int MostDimensions = 64;

    /// <summary>The number of elements.</summary>
    public long Count => Sizes.Aggregate(1L, (product, size) => product * size);

    /// <summary>How much of the storage it spans, first to last element.</summary>
    public long Extent => Count == 0 ? 0 : Sizes.Zip(Strides, (size, stride) => (size - 1) * stride).Sum() + 1;

    /// <summary>Checks that every element lies in the storage, and that no element count exceeds the storage's.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="PyTorchFaultException">One does not.</exception>
    public void Check(string name)
    {
        if (Sizes.Count != Strides.Count || Sizes.Count > MostDimensions)
            throw Fault(name, $"has {Sizes.Count} sizes and {Strides.Count} strides; both must be as many, and at most {MostDimensions}");
        if (Sizes.Any(size => size < 0) || Strides.Any(stride => stride < 0) || Offset < 0)
            throw Fault(name, $"has a negative size, stride or offset: {Description}");
        if (!Fits())
            throw Fault(name, $"reaches beyond its storage '{Storage.Key}' of {Storage.Count} elements: {Description}");
        if (Count > Storage.Count)
        {
            throw new PyTorchFaultException(
                $"the tensor '{name}' has more elements than its storage '{Storage.Key}' of {Storage.Count}: {Description}",
                "Make such expanded tensors contiguous before saving them.");
        }

        if (Extent > int.MaxValue / Storage.Type.Bytes)
            throw new PyTorchFaultException($"the tensor '{name}' spans more than 2 GiB: {Description}", "Save it in parts.");
    }

    private string Description => $"sizes [{string.Join(", ", Sizes)}], strides [{string.Join(", ", Strides)}], offset {Offset}";

    private bool Fits()
    {
        try
        {
            // Sizes beside a zero must multiply without overflow too: libtorch multiplies them in its own order.
            _ = Sizes.Where(size => size > 0).Aggregate((long)Storage.Type.Bytes, (product, size) => checked(product * size));
            if (Sizes.Contains(0))
                return Offset <= Storage.Count;
            var last = Sizes.Zip(Strides).Aggregate(Offset, (place, pair) => checked(place + (pair.First - 1) * pair.Second));
            return last < Storage.Count;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static PyTorchFaultException Fault(string name, string what) => new($"the tensor '{name}' {what}", PyTorchFaultException.CopyAgain);
}

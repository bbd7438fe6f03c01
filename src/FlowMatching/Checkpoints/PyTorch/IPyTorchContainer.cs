namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>A file of <c>torch.save</c>: a pickle that says which tensor looks where, and the storages.</summary>
internal interface IPyTorchContainer : IDisposable
{
    /// <summary>The file's path.</summary>
    string File { get; }

    /// <summary>What was saved, as its pickle states it: see <see cref="PickleContent.Value"/>.</summary>
    /// <exception cref="PyTorchFaultException">The pickle is damaged, or holds more than plain data.</exception>
    object Content();

    /// <summary>Checks that a storage is there and has the bytes that the pickle says.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="tensor">A tensor that lies in it, for messages.</param>
    /// <exception cref="PyTorchFaultException">It is not so.</exception>
    void Check(PickleStorage storage, string tensor);

    /// <summary>Copies a part of a storage.</summary>
    /// <param name="storage">A storage that <see cref="Check"/> accepted.</param>
    /// <param name="first">The first element.</param>
    /// <param name="target">Receives whole elements in this machine's byte order.</param>
    /// <param name="tensor">The tensor they belong to, for messages.</param>
    /// <exception cref="PyTorchFaultException">The storage is damaged.</exception>
    void Read(PickleStorage storage, long first, Span<byte> target, string tensor);
}

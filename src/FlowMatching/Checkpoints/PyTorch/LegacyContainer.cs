using System.Buffers.Binary;

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>
/// A checkpoint as PyTorch wrote it before 1.6, and writes it still where a program asks for it. Five pickles stand one
/// after the other (a magic number, the format's version, the machine's sizes, what was saved, the keys of the storages);
/// then for each key the number of elements in eight bytes and the elements. There are no checksums.
/// </summary>
internal sealed class LegacyContainer : IPyTorchContainer
{
    private const int LargestHead = 64 << 20;
    private const int FormatVersion = 1001;
    private readonly Lock turn = new();
    private readonly FileStream stream;
    private readonly Dictionary<string, (PickleStorage Storage, long Start)> storages = new(StringComparer.Ordinal);
    private readonly object content;

    /// <summary>Reads the pickles and finds the storages.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="stream">The file; the container's from now on, unless this throws.</param>
    /// <exception cref="PyTorchFaultException">The file is damaged, or holds more than plain data.</exception>
    public LegacyContainer(string file, FileStream stream)
    {
        File = file;
        this.stream = stream;
        var head = new byte[Math.Min(stream.Length, LargestHead)];
        stream.ReadExactly(head);
        var pickles = new PickleCursor(head, "its pickle");
        pickles.Skip(PyTorchSignature.LegacyLength);
        if (PickleMachine.Read(pickles).Value is not PyTorchInteger { Value: FormatVersion })
            throw pickles.Fault($"does not state the format's version {FormatVersion}", PyTorchFaultException.SaveAgain);
        if (PickleMachine.Read(pickles).Value is not PickleDictionary)
            throw pickles.Fault("does not state the sizes of the machine that wrote it");
        (content, var named) = PickleMachine.Read(pickles);
        var keys = PickleMachine.Read(pickles).Value is PickleList list && list.Items.All(key => key is PyTorchText)
            ? list.Items.Cast<PyTorchText>().Select(key => key.Value)
            : throw pickles.Fault("does not list the keys of its storages");
        Locate(keys, ByKey(named), pickles.Position);
    }

    /// <inheritdoc/>
    public string File { get; }

    /// <inheritdoc/>
    public object Content() => content;

    /// <inheritdoc/>
    public void Check(PickleStorage storage, string tensor)
    {
        if (!storages.ContainsKey(storage.Key))
            throw Fault($"the tensor '{tensor}' lies in the storage '{storage.Key}', which the file does not list");
    }

    /// <inheritdoc/>
    public void Read(PickleStorage storage, long first, Span<byte> target, string tensor)
    {
        lock (turn)
        {
            stream.Position = storages[storage.Key].Start + first * storage.Type.Bytes;
            stream.ReadExactly(target);
        }

        ByteOrder.ToMachine(target, storage.Type.Bytes, isBigEndian: false);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static Dictionary<string, PickleStorage> ByKey(IEnumerable<PickleStorage> named)
    {
        var byKey = new Dictionary<string, PickleStorage>(StringComparer.Ordinal);
        foreach (var storage in named)
        {
            if (!byKey.TryAdd(storage.Key, storage) && byKey[storage.Key] != storage)
                throw Fault($"its pickle states the storage '{storage.Key}' in two ways");
        }

        return byKey;
    }

    private void Locate(IEnumerable<string> keys, Dictionary<string, PickleStorage> byKey, long position)
    {
        Span<byte> count = stackalloc byte[sizeof(long)];
        foreach (var key in keys)
        {
            if (!byKey.TryGetValue(key, out var storage))
                throw Fault($"it lists the storage '{key}', which its pickle does not name");
            var bytes = (Int128)storage.Count * storage.Type.Bytes;
            if (position + sizeof(long) + bytes > stream.Length)
                throw Fault($"it is cut off: the storage '{key}' of {storage.Count} × {storage.Type.Bytes} bytes reaches beyond its end");
            stream.Position = position;
            stream.ReadExactly(count);
            if (BinaryPrimitives.ReadInt64LittleEndian(count) is var stored && stored != storage.Count)
                throw Fault($"the storage '{key}' has {stored} elements, and its pickle says {storage.Count}");
            position += sizeof(long);
            if (!storages.TryAdd(key, (storage, position)))
                throw Fault($"it lists the storage '{key}' twice");
            position += (long)bytes;
        }

        if (position != stream.Length)
            throw Fault($"{stream.Length - position} bytes follow its last storage");
    }

    private static PyTorchFaultException Fault(string what) => new(what, PyTorchFaultException.CopyAgain);
}

using System.IO.Compression;
using System.IO.Hashing;
using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>
/// The zip container of a checkpoint. Entries are stored, never compressed, so nothing in it can be larger than the file.
/// </summary>
internal sealed class PyTorchArchive : IPyTorchContainer
{
    private const string PickleName = "data.pkl";
    private const int Chunk = 1 << 20;
    private readonly Lock turn = new();
    private readonly ZipArchive zip;
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> verified = new(StringComparer.Ordinal);
    private readonly string folder;
    private readonly bool bigEndian;

    /// <summary>Opens a container.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="stream">The file; the container's from now on, unless this throws.</param>
    /// <exception cref="PyTorchFaultException">It is not one that this reader knows.</exception>
    /// <exception cref="InvalidDataException">The zip is damaged.</exception>
    public PyTorchArchive(string file, FileStream stream)
    {
        File = file;
        zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: false);
        foreach (var entry in zip.Entries)
        {
            if (!entries.TryAdd(entry.FullName, entry))
                throw Fault($"it has two entries '{entry.FullName}'");
        }

        folder = Folder();
        bigEndian = entries.ContainsKey(folder + "byteorder") && IsBigEndian();
    }

    /// <inheritdoc/>
    public string File { get; }

    /// <inheritdoc/>
    public object Content() => PickleMachine.Read(new PickleCursor(Whole(folder + PickleName), PickleName)).Value;

    /// <inheritdoc/>
    public void Check(PickleStorage storage, string tensor)
    {
        if (!entries.TryGetValue(EntryOf(storage), out var entry))
            throw Fault($"the tensor '{tensor}' lies in the storage '{storage.Key}', and there is no entry '{EntryOf(storage)}'");
        CheckStored(entry);
        if ((Int128)storage.Count * storage.Type.Bytes != entry.Length)
            throw Fault($"the tensor '{tensor}' lies in the storage '{storage.Key}' of {storage.Count} × {storage.Type.Bytes} bytes, and the entry '{entry.FullName}' has {entry.Length}");
    }

    /// <inheritdoc/>
    /// <remarks>A storage's checksum is verified the first time.</remarks>
    public void Read(PickleStorage storage, long first, Span<byte> target, string tensor)
    {
        lock (turn)
        {
            var entry = entries[EntryOf(storage)];
            Verify(entry, $"the tensor '{tensor}' lies in the storage '{storage.Key}', whose entry");
            using var stream = entry.Open();
            Skip(stream, first * storage.Type.Bytes);
            stream.ReadExactly(target);
        }

        ByteOrder.ToMachine(target, storage.Type.Bytes, bigEndian);
    }

    /// <inheritdoc/>
    public void Dispose() => zip.Dispose();

    private static void Skip(Stream stream, long bytes)
    {
        if (stream.CanSeek)
        {
            stream.Seek(bytes, SeekOrigin.Begin);
            return;
        }

        var buffer = new byte[Chunk];
        while (bytes > 0)
        {
            var part = (int)Math.Min(bytes, Chunk);
            stream.ReadExactly(buffer, 0, part);
            bytes -= part;
        }
    }

    private static void CheckStored(ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted || entry.CompressedLength != entry.Length)
        {
            throw new PyTorchFaultException(
                $"the entry '{entry.FullName}' is compressed or encrypted, which PyTorch never does",
                "Pack the entries again without compression (zip -0).");
        }
    }

    private static PyTorchFaultException Fault(string what) => new(what, PyTorchFaultException.CopyAgain);

    private string EntryOf(PickleStorage storage) => $"{folder}data/{storage.Key}";

    private string Folder()
    {
        var names = entries.Keys.Where(name => name == PickleName || (name.EndsWith('/' + PickleName) && name.Count(letter => letter == '/') == 1)).ToArray();
        if (names.Length == 0 && entries.Keys.Any(entry => entry.EndsWith(".npy", StringComparison.Ordinal)))
            throw new PyTorchFaultException("it is an archive of NumPy arrays (npz)", "Give the file that torch.save wrote.");
        if (names.Length == 0 && entries.Keys.FirstOrDefault(IsWeights) is { } packed)
            throw new PyTorchFaultException($"it is a zip archive that holds '{packed}'", "Unpack it, and give that file.");
        if (names is not [var name])
        {
            throw new PyTorchFaultException(
                $"it is a zip file with {names.Length} entries '*/{PickleName}', and a checkpoint has one",
                "Give the file that torch.save wrote.");
        }

        var folder = name[..^PickleName.Length];
        return entries.ContainsKey(folder + "constants.pkl")
            ? throw new PyTorchFaultException("it is a TorchScript program, not a checkpoint", "Save its weights: torch.save(model.state_dict(), path).")
            : folder;
    }

    private static bool IsWeights(string entry) =>
        Path.GetExtension(entry).ToLowerInvariant() is ".pth" or ".pt" or ".ckpt" or ".bin" or ".safetensors";

    private bool IsBigEndian() => System.Text.Encoding.ASCII.GetString(Whole(folder + "byteorder")) switch
    {
        "little" => false,
        "big" => true,
        _ => throw Fault("its entry 'byteorder' says neither 'little' nor 'big'"),
    };

    private byte[] Whole(string name)
    {
        var entry = entries[name];
        CheckStored(entry);
        FileLimit.Require(entry.Length, $"its entry '{name}'");
        Verify(entry, "its entry");
        var content = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(content);
        return content;
    }

    private void Verify(ZipArchiveEntry entry, string whose)
    {
        if (verified.Contains(entry.FullName))
            return;
        using var stream = entry.Open();
        var buffer = new byte[Chunk];
        var checksum = new Crc32();
        long length = 0;
        for (int read; (read = stream.Read(buffer)) > 0; length += read)
            checksum.Append(buffer.AsSpan(0, read));
        if (length != entry.Length || checksum.GetCurrentHashAsUInt32() != entry.Crc32)
            throw Fault($"{whose} '{entry.FullName}' does not match its checksum");
        verified.Add(entry.FullName);
    }
}

using System.IO.Compression;
using System.Runtime.InteropServices;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Checkpoints.PyTorch;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Checkpoints.PyTorch;

/// <summary>Writes containers as torch.save does, or as it never would.</summary>
internal sealed class PthFile : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Path => System.IO.Path.Combine(folder.Path, "model.pth");

    /// <summary>Floats as the bytes of a storage.</summary>
    public static byte[] Floats(params float[] values) => MemoryMarshal.AsBytes<float>(values).ToArray();

    /// <summary>Writes entries below <c>model/</c>.</summary>
    public PthFile Write(string pickle, params (string Name, byte[] Content)[] others) =>
        Write(CompressionLevel.NoCompression, [("model/data.pkl", Pickle.Whole(pickle)), .. others.Select(entry => ("model/" + entry.Name, entry.Content))]);

    /// <summary>Writes entries of any name.</summary>
    public PthFile Write(CompressionLevel compression, params (string Name, byte[] Content)[] entries)
    {
        using var zip = new ZipArchive(File.Create(Path), ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using var entry = zip.CreateEntry(name, compression).Open();
            entry.Write(content);
        }

        return this;
    }

    /// <summary>Writes the format before PyTorch 1.6: the pickle, then the storages that are listed, each with the number it states.</summary>
    public PthFile WriteLegacy(string pickle, params (string Key, long Count, byte[] Content)[] storages)
    {
        using var file = new BinaryWriter(File.Create(Path));
        file.Write([0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.']);
        file.Write(Pickle.Whole("M\u00e9\u0003"));
        file.Write(Pickle.Whole(Pickle.Dictionary(("protocol_version", "M\u00e9\u0003"), ("little_endian", "\u0088"), ("type_sizes", Pickle.Dictionary(("int", "K\u0004"))))));
        file.Write(Pickle.Whole(pickle));
        file.Write(Pickle.Whole("](" + string.Concat(storages.Select(storage => Pickle.Text(storage.Key))) + "e"));
        foreach (var (_, count, content) in storages)
        {
            file.Write(count);
            file.Write(content);
        }

        return this;
    }

    /// <summary>The state dict of <see cref="WriteGood"/>, before PyTorch 1.6.</summary>
    public PthFile WriteGoodLegacy() =>
        WriteLegacy(Pickle.Dictionary(("a.weight", Pickle.Tensor(Pickle.LegacyStorage("0", "FloatStorage", 4), 0, [2, 2], [2, 1]))), ("0", 4, Floats(1, 2, 3, 4)));

    /// <summary>A state dict of one 2×2 tensor <c>a.weight</c>: 1, 2, 3, 4.</summary>
    public PthFile WriteGood() =>
        Write(Pickle.Dictionary(("a.weight", Pickle.Tensor(Pickle.Storage("0", "FloatStorage", 4), 0, [2, 2], [2, 1]))), ("data/0", Floats(1, 2, 3, 4)));

    public PyTorchCheckpoint Open() => PyTorchCheckpoint.Open(Path);

    /// <summary>Asserts that the file is refused in one line that names it and says why.</summary>
    public void AssertRefused(params string[] expected)
    {
        var message = Assert.Throws<CheckpointException>(() => Open().Dispose()).Message;
        Assert.Contains(Path, message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    /// <summary>Asserts that the file is refused at every so many lengths that are less than its own.</summary>
    public void AssertRefusedWhereverCut(int every)
    {
        var whole = File.ReadAllBytes(Path);
        for (var length = 0; length < whole.Length; length += every)
        {
            File.WriteAllBytes(Path, whole[..length]);
            AssertRefused();
        }
    }

    /// <summary>Asserts that the file is read whole or refused by name when one of every so many of its bytes is another.</summary>
    public void AssertReadOrRefusedWhicheverByteIsAltered(int every)
    {
        byte[] masks = [0x01, 0x41, 0x80, 0xff];
        var whole = File.ReadAllBytes(Path);
        for (var place = 0; place < whole.Length; place += every)
        {
            var altered = (byte[])whole.Clone();
            altered[place] ^= masks[place % masks.Length];
            File.WriteAllBytes(Path, altered);
            try
            {
                using var checkpoint = Open();
                foreach (var tensor in checkpoint.Tensors.Values)
                    tensor.Read().Dispose();
            }
            catch (CheckpointException error)
            {
                Assert.Contains(Path, error.Message, StringComparison.Ordinal);
            }
        }
    }

    public void Dispose() => folder.Dispose();
}

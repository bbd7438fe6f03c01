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

    public void Dispose() => folder.Dispose();
}

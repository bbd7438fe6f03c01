using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Checkpoints.NumPy;
using FastOde.FlowMatching.Checkpoints.PyTorch;
using FastOde.FlowMatching.Checkpoints.Weights;
using FastOde.FlowMatching.Files;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Files;

/// <summary>Files that a user named, and what lies there in place of one.</summary>
public sealed class RegularFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Place => Path.Combine(folder.Path, "file");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void OpenRead_FileOrLinkToOne_GivesItsContent()
    {
        File.WriteAllBytes(Place, [1, 2, 3]);
        File.CreateSymbolicLink(Place + "-link", Place);
        Assert.Equal([1, 2, 3], RegularFile.ReadAllBytes(Place + "-link"));
        using var stream = RegularFile.OpenRead(Place);
        Assert.Equal(3, stream.Length);
    }

    [Fact]
    public void OpenRead_NothingThere_SaysSo() => Assert.Throws<FileNotFoundException>(() => RegularFile.OpenRead(Place));

    [Fact]
    public void OpenRead_FifoWithoutAWriter_IsRefusedAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files in folders");
        SpecialFiles.MakeFifo(Place);
        Assert.Contains("FIFO", Assert.Throws<IOException>(() => RegularFile.OpenRead(Place)).Message, StringComparison.Ordinal);
        File.CreateSymbolicLink(Place + "-link", Place);
        Assert.Contains("FIFO", Assert.Throws<IOException>(() => RegularFile.ReadAllBytes(Place + "-link")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenRead_SocketDeviceOrFolder_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files in folders");
        using (SpecialFiles.MakeSocket(Place))
            Assert.Contains("socket", Assert.Throws<IOException>(() => RegularFile.OpenRead(Place)).Message, StringComparison.Ordinal);
        Assert.Contains("device", Assert.Throws<IOException>(() => RegularFile.OpenRead("/dev/zero")).Message, StringComparison.Ordinal);
        Assert.Contains("folder", Assert.Throws<IOException>(() => RegularFile.OpenRead(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadersOfWeights_Fifo_RefuseItByName()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files in folders");
        SpecialFiles.MakeFifo(Place);
        SpecialFiles.MakeFifo(Place + ".safetensors");
        AssertNamed(Place, Assert.Throws<CheckpointException>(() => PyTorchCheckpoint.Open(Place)));
        AssertNamed(Place, Assert.Throws<CheckpointException>(() => WeightSource.Open(Place + ".safetensors")));
        Assert.Contains("FIFO", Assert.Throws<IOException>(() => NpzFile.Read(Place, "mu")).Message, StringComparison.Ordinal);
    }

    private static void AssertNamed(string file, Exception refusal) =>
        Assert.All([file, "FIFO"], part => Assert.Contains(part, refusal.Message, StringComparison.Ordinal));
}

using System.Text;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Checkpoints.Weights;
using FastOde.FlowMatching.Tests.Checkpoints.PyTorch;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Checkpoints.Weights;

/// <summary>A file is what its content says, whatever its name; what holds no weights is called by its name.</summary>
public sealed class WeightSourceTests
{
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";

    [Theory]
    [InlineData("w.safetensors")]
    [InlineData("w.pth")]
    [InlineData("weights")]
    public void Open_AnyName_ReadsWhatTheContentIs(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, name);
        File.WriteAllBytes(path, SafetensorsFile.Write(new Dictionary<string, string>(), [new SafeTensor { Name = "a", Type = "F32", Shape = [1], Data = new byte[4] }]));
        using (var safetensors = WeightSource.Open(path))
            Assert.Equal("a", safetensors.Tensors.Keys.Single());
        using var zip = new PthFile().WriteGood();
        File.Copy(zip.Path, path, overwrite: true);
        using (var archive = WeightSource.Open(path))
            Assert.Equal("a.weight", archive.Tensors.Keys.Single());
        using var old = new PthFile().WriteGoodLegacy();
        File.Copy(old.Path, path, overwrite: true);
        using var legacy = WeightSource.Open(path);
        Assert.Equal("a.weight", legacy.Tensors.Keys.Single());
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(Pointer, "it is a Git LFS pointer to 12345 bytes, not the file itself. Run git lfs pull")]
    [InlineData("version https://hawser.github.com/spec/v1\r\next-0-a sha256:00\r\noid sha256:00\r\nsize 7\r\n", "it is a Git LFS pointer to 7 bytes")]
    [InlineData("\ufeffversion https://git-lfs.github.com/spec/v1", "it is a Git LFS pointer, not")]
    [InlineData("<!DOCTYPE html>\n<html>", "it is an HTML page")]
    [InlineData("\r\n <!-- gone -->\n<HTML lang=en>", "it is an HTML page")]
    [InlineData("<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "it is an XML document")]
    [InlineData("{\"weight_map\": {}}", "it is a JSON text")]
    [InlineData("Entry not found\n", "it is a text that begins 'Entry not found'")]
    [InlineData("\u001f\u008b\u0008\0\0\0\0\0\0\0", "it is a gz file. Decompress it first.")]
    [InlineData("BZh91AY&SY", "it is a bzip2 file")]
    [InlineData("\u00fd7zXZ\0\0", "it is an xz file")]
    [InlineData("(\u00b5/\u00fd\0\0", "it is a zstd file")]
    [InlineData("\u0089HDF\r\n\u001a\n\0\0", "it is an HDF5 file")]
    [InlineData("\u0093NUMPY\u0001\0", "it is a NumPy file")]
    [InlineData("\u0089PNG\r\n\u001a\n", "it is a PNG image")]
    [InlineData("GGUF\u0003\0\0\0", "it is a GGUF file")]
    public void Open_SomethingElse_SaysWhatItIs(string content, string expected)
    {
        using var folder = new TemporaryFolder();
        var bytes = content.StartsWith('\ufeff') ? Encoding.UTF8.GetBytes(content) : Encoding.Latin1.GetBytes(content);
        foreach (var name in new[] { "w.safetensors", "w.pth" })
            AssertRefused(Path.Combine(folder.Path, name), bytes, expected);
    }

    [Fact]
    public void Open_TarOrAnotherZip_SaysWhatItIs()
    {
        using var folder = new TemporaryFolder();
        var tar = new byte[1024];
        Encoding.ASCII.GetBytes("w.pth").CopyTo(tar, 0);
        Encoding.ASCII.GetBytes("ustar").CopyTo(tar, 257);
        AssertRefused(Path.Combine(folder.Path, "w.pth"), tar, "it is a tar archive. Unpack it");
        foreach (var (entry, expected) in new[] { ("arr_0.npy", "archive of NumPy arrays (npz)"), ("w/model.safetensors", "a zip archive that holds 'w/model.safetensors'. Unpack it"), ("readme.txt", "zip file with 0 entries") })
        {
            using var zip = new PthFile().Write(System.IO.Compression.CompressionLevel.NoCompression, (entry, [1]));
            AssertRefused(Path.Combine(folder.Path, "w.safetensors"), File.ReadAllBytes(zip.Path), expected);
        }
    }

    [Fact]
    public void Open_NothingThatIsKnown_IsReadByItsName()
    {
        using var folder = new TemporaryFolder();
        byte[] unknown = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 255];
        AssertRefused(Path.Combine(folder.Path, "w.safetensors"), unknown, "its header claims");
        AssertRefused(Path.Combine(folder.Path, "w.pth"), unknown, "torch.save did not write it");
    }

    [Fact]
    public void Open_NoFile_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "w.pth");
        Assert.Contains("Check the path", Assert.Throws<CheckpointException>(() => WeightSource.Open(path)).Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string path, byte[] content, string expected)
    {
        File.WriteAllBytes(path, content);
        var message = Assert.Throws<CheckpointException>(() => WeightSource.Open(path)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
    }
}

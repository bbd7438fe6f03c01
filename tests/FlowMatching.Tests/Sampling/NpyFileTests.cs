using System.Buffers.Binary;
using System.Text;
using FastOde.FlowMatching.Sampling;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Sampling;

/// <summary>Arrays for NumPy.</summary>
public sealed class NpyFileTests
{
    [Theory]
    [InlineData("(4,)", new[] { 4L })]
    [InlineData("(2,2,)", new[] { 2L, 2L })]
    public void Write_InParts_IsWhatNumPyReads(string tuple, long[] shape)
    {
        using var folder = new TemporaryFolder();
        using var scope = torch.NewDisposeScope();
        var path = Path.Combine(folder.Path, "a.npy");
        using (var file = new NpyFile(path, shape))
        {
            file.Write(torch.tensor(new[] { 1f, 2f }));
            file.Write(torch.tensor(new[] { 3f, 4f }).view(1, 2));
        }

        var bytes = File.ReadAllBytes(path);
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0], bytes[..8]);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Assert.Equal(0, (10 + length) % 64);
        var header = Encoding.ASCII.GetString(bytes, 10, length);
        Assert.Equal($"{{'descr': '<f4', 'fortran_order': False, 'shape': {tuple}, }}", header.TrimEnd());
        Assert.EndsWith("\n", header, StringComparison.Ordinal);
        Assert.Equal([1f, 2f, 3f, 4f], Enumerable.Range(0, 4).Select(i => BitConverter.ToSingle(bytes, 10 + length + 4 * i)));
    }

    [Fact]
    public void Write_MoreThanTheShape_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using var scope = torch.NewDisposeScope();
        using var file = new NpyFile(Path.Combine(folder.Path, "a.npy"), [1]);
        Assert.Throws<ArgumentException>(() => file.Write(torch.zeros(2)));
        Assert.Throws<ArgumentException>(() => file.Write(torch.zeros(1, dtype: torch.float64)));
    }
}

using FastOde.FlowMatching.Checkpoints.NumPy;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Checkpoints.NumPy;

/// <summary>Arrays in NumPy's files, and files that are none.</summary>
public sealed class NpzFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_ArraysOfEitherPrecision_GivesShapeAndNumbers(byte version)
    {
        var file = NpzBytes.Write(
            folder, ("a", NpzBytes.Array([2, 3], [1.0, 2, 3, 4, 5, 6], version: version)), ("b", NpzBytes.Array([], [2.5f], version: version)));
        var arrays = NpzFile.Read(file, "b", "a");
        Assert.Equal([], arrays[0].Shape);
        Assert.Equal([2.5], arrays[0].Values);
        Assert.Equal([2, 3], arrays[1].Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], arrays[1].Values);
    }

    [Fact]
    public void Read_PythonObjects_IsRefusedAsAPickle() =>
        Refused(NpzBytes.Array([1], [1.0], type: "|O"), "its array 'a' holds Python objects, a pickle that could run code, and float32 or float64");

    [Fact]
    public void Read_OtherNumbers_NamesTheType() =>
        Refused(NpzBytes.Array([1], [1.0], type: ">f8"), "its array 'a' holds elements of type '>f8'");

    [Fact]
    public void Read_ColumnByColumn_IsRefused() =>
        Refused(NpzBytes.Array([1, 1], [1.0], order: "True"), "its array 'a' is stored column by column");

    [Fact]
    public void Read_CutOff_IsRefused() =>
        Refused(NpzBytes.Array([3], [1.0, 2]), "its array 'a' has 16 bytes of numbers, and its shape [3] takes 24");

    [Fact]
    public void Read_HugeShape_IsRefused() =>
        Refused(NpzBytes.Array([4_000_000_000, 4_000_000_000, 4_000_000_000], [1.0]), "its array 'a' has 8 bytes of numbers");

    [Fact]
    public void Read_NoArray_IsRefused() => Refused("hello world"u8.ToArray(), "its array 'a' is not an array in NumPy's npy format");

    [Fact]
    public void Read_NoZip_IsRefused()
    {
        var file = Path.Combine(folder.Path, "plain.npz");
        File.WriteAllText(file, "plain text that is no zip");
        Assert.Equal("it is not an .npz file of NumPy (no zip)", Assert.Throws<InvalidDataException>(() => NpzFile.Read(file, "a")).Message);
    }

    public void Dispose() => folder.Dispose();

    private void Refused(byte[] content, string part)
    {
        var file = NpzBytes.Write(folder, ("a", content));
        Assert.StartsWith(part, Assert.Throws<InvalidDataException>(() => NpzFile.Read(file, "a")).Message, StringComparison.Ordinal);
    }
}

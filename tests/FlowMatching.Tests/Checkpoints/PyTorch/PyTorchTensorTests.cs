using System.Buffers.Binary;
using System.Text;
using FastOde.FlowMatching.Checkpoints;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Checkpoints.PyTorch;

/// <summary>Tensors as views into storages.</summary>
public sealed class PyTorchTensorTests
{
    [Fact]
    public void Read_ViewWithGaps_GathersItsElements()
    {
        using var file = Single(Pickle.Tensor(Pickle.Storage("0", "FloatStorage", 6), 1, [2, 2], [3, 1]), PthFile.Floats(0, 1, 2, 3, 4, 5));
        Assert.Equal([1f, 2, 4, 5], Read(file).data<float>().ToArray());
    }

    [Theory]
    [InlineData("DoubleStorage", 8, torch.ScalarType.Float64)]
    [InlineData("LongStorage", 8, torch.ScalarType.Int64)]
    [InlineData("ShortStorage", 2, torch.ScalarType.Int16)]
    [InlineData("CharStorage", 1, torch.ScalarType.Int8)]
    [InlineData("ByteStorage", 1, torch.ScalarType.Byte)]
    [InlineData("BoolStorage", 1, torch.ScalarType.Bool)]
    public void Read_StorageOfAnyType_KeepsItsBytes(string storage, int bytes, torch.ScalarType type)
    {
        var content = new byte[3 * bytes];
        content[0] = content[2 * bytes] = 1;
        using var file = Single(Pickle.Tensor(Pickle.Storage("0", storage, 3), 0, [3], [1]), content);
        using var tensor = Read(file);
        Assert.Equal(type, tensor.dtype);
        Assert.Equal(content, tensor.bytes.ToArray());
    }

    [Fact]
    public void Read_EmptyTensor_HasItsShape()
    {
        using var file = Single(Pickle.Tensor(Pickle.Storage("0", "FloatStorage", 0), 0, [3, 0], [1, 1]), []);
        using var tensor = Read(file);
        Assert.Equal([3L, 0], tensor.shape);
    }

    [Fact]
    public void Read_Parameter_IsItsTensor()
    {
        var tensor = Pickle.Tensor(Pickle.Storage("0", "FloatStorage", 1), 0, [1], [1]);
        using var file = Single(Pickle.Global("torch._utils", "_rebuild_parameter") + Pickle.Tuple(tensor, "\u0088", Pickle.OrderedDictionary) + "R", PthFile.Floats(5));
        Assert.Equal(5f, Read(file).item<float>());
    }

    [Fact]
    public void Read_BigEndianFile_SwapsBytes()
    {
        var content = new byte[4];
        BinaryPrimitives.WriteSingleBigEndian(content, 2.5f);
        using var file = new PthFile().Write(
            Pickle.Dictionary(("a", Pickle.Tensor(Pickle.Storage("0", "FloatStorage", 1), 0, [1], [1]))), ("data/0", content), ("byteorder", Encoding.ASCII.GetBytes("big")));
        Assert.Equal(2.5f, Read(file).item<float>());
    }

    [Fact]
    public void Open_StateDictOfAModule_ForgetsItsMetadata()
    {
        var tensor = Pickle.Tensor(Pickle.Storage("0", "FloatStorage", 1), 0, [1], [1]);
        using var file = new PthFile().Write(
            Pickle.OrderedDictionary + "(" + Pickle.Text("a") + tensor + "u" + Pickle.Dictionary(("_metadata", Pickle.OrderedDictionary)) + "b", ("data/0", PthFile.Floats(5)));
        Assert.Equal(5f, Read(file).item<float>());
    }

    [Fact]
    public void Read_AlteredStorage_NamesTensorAndEntry()
    {
        using var file = new PthFile().WriteGood();
        var bytes = File.ReadAllBytes(file.Path);
        bytes[bytes.AsSpan().IndexOf(PthFile.Floats(1, 2, 3, 4))] ^= 1;
        File.WriteAllBytes(file.Path, bytes);
        using var checkpoint = file.Open();
        var message = Assert.Throws<CheckpointException>(() => checkpoint.Tensors["a.weight"].Read()).Message;
        Assert.Contains("'a.weight' lies in the storage '0', whose entry 'model/data/0' does not match its checksum", message, StringComparison.Ordinal);
        Assert.Contains(file.Path, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BooleansOtherThanZeroAndOne_AreRefused()
    {
        using var file = Single(Pickle.Tensor(Pickle.Storage("0", "BoolStorage", 1), 0, [1], [1]), [2]);
        Assert.Contains("bytes other than 0 and 1", Assert.Throws<CheckpointException>(() => Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, new long[] { 5 }, new long[] { 1 }, "reaches beyond its storage '0' of 4 elements")]
    [InlineData(3, new long[] { 2 }, new long[] { 1 }, "reaches beyond its storage")]
    [InlineData(5, new long[] { 0 }, new long[] { 1 }, "reaches beyond its storage")]
    [InlineData(0, new long[] { 2, 2 }, new long[] { 3, 1 }, "reaches beyond its storage")]
    [InlineData(0, new long[] { -1 }, new long[] { 1 }, "negative size, stride or offset")]
    [InlineData(0, new long[] { 2 }, new long[] { -1 }, "negative size, stride or offset")]
    [InlineData(-1, new long[] { 1 }, new long[] { 1 }, "negative size, stride or offset")]
    [InlineData(0, new long[] { 2, 2 }, new long[] { 1 }, "2 sizes and 1 strides")]
    [InlineData(0, new long[] { 5 }, new long[] { 0 }, "more elements than its storage")]
    [InlineData(0, new long[] { 1L << 62, 4 }, new long[] { 0, 0 }, "reaches beyond its storage")]
    [InlineData(0, new long[] { 3 }, new long[] { long.MaxValue }, "reaches beyond its storage")]
    [InlineData(0, new long[] { 1L << 62, 4, 0 }, new long[] { 1, 1, 1 }, "reaches beyond its storage")]
    public void Open_TensorOutsideItsStorage_NamesTheTensor(long offset, long[] sizes, long[] strides, string expected)
    {
        using var file = Single(Pickle.Tensor(Pickle.Storage("0", "FloatStorage", 4), offset, sizes, strides), PthFile.Floats(1, 2, 3, 4));
        file.AssertRefused("the tensor 'a'", expected);
    }

    [Theory]
    [InlineData(4, 15)]
    [InlineData(4, 17)]
    [InlineData(long.MaxValue, 16)]
    public void Open_StorageOfAnotherLength_NamesTheTensor(long count, int bytes)
    {
        using var file = Single(Pickle.Tensor(Pickle.Storage("0", "FloatStorage", count), 0, [1], [1]), new byte[bytes]);
        file.AssertRefused("the tensor 'a' lies in the storage '0'", $"has {bytes}");
    }

    [Fact]
    public void Open_StorageMissing_NamesTensorAndEntry()
    {
        using var file = new PthFile().Write(Pickle.Dictionary(("a", Pickle.Tensor(Pickle.Storage("../0", "FloatStorage", 1), 0, [1], [1]))));
        file.AssertRefused("the tensor 'a'", "there is no entry 'model/data/../0'");
    }

    [Fact]
    public void Read_InAScope_AddsNothingButItsResult()
    {
        using var file = new PthFile().WriteGood();
        using var checkpoint = file.Open();
        var tensor = checkpoint.Tensors["a.weight"];
        using var scope = torch.NewDisposeScope();
        var before = scope.DisposablesCount;
        tensor.Read().Dispose();
        Assert.Equal(before, scope.DisposablesCount);
    }

    private static PthFile Single(string tensor, byte[] storage) => new PthFile().Write(Pickle.Dictionary(("a", tensor)), ("data/0", storage));

    private static torch.Tensor Read(PthFile file)
    {
        using var checkpoint = file.Open();
        return Assert.Single(checkpoint.Tensors).Value.Read();
    }
}

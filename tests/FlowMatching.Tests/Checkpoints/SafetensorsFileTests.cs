using System.Buffers.Binary;
using System.Text;
using FastOde.FlowMatching.Checkpoints;

namespace FastOde.FlowMatching.Tests.Checkpoints;

/// <summary>The safetensors format.</summary>
public sealed class SafetensorsFileTests
{
    [Fact]
    public void Read_FileAsTheFormatDescribesIt_GivesItsTensors()
    {
        var file = File("""{"__metadata__":{"by":"hand"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"s":{"dtype":"I64","shape":[],"data_offsets":[4,12]}}""", 12);
        var (metadata, tensors) = SafetensorsFile.Read(file);
        Assert.Equal("hand", metadata["by"]);
        Assert.Equal(["a", "s"], tensors.Select(tensor => tensor.Name));
        Assert.Equal([4, 8], tensors.Select(tensor => tensor.Data.Length));
        Assert.Empty(tensors[1].Shape);
    }

    [Fact]
    public void Write_AnyHeader_AlignsTheDataToEightBytes()
    {
        foreach (var name in new[] { "a", "ab", "abc", "abcd", "äöü" })
        {
            var file = SafetensorsFile.Write(
                new Dictionary<string, string>(),
                [new SafeTensor { Name = name, Type = "U8", Shape = [1], Data = new byte[] { 42 } }]);
            Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(file) % 8);
            Assert.Equal(name, SafetensorsFile.Read(file).Tensors.Single().Name);
        }
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "not its shape's size")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "not its shape's size")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}""", "not its shape's size")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "no valid place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", "no valid place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "cut off")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4.5]}}""", "no valid place: [0,4.5]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}""", "no valid place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[18446744073709551612,18446744073709551616]}}""", "no valid place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775803,9223372036854775807]}}""", "cut off")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[9],"data_offsets":[0,9]}}""", "cut off")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", "'a' and 'b' overlap: bytes 2 to 3")]
    [InlineData("""{"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", "'a' and 'b' overlap: bytes 1 to 2")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "'a' and 'b' overlap: bytes 0 to 4")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", "bytes 1 to 2 of its data, before its tensor 'b', belong to no tensor")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[1,4]}}""", "bytes 0 to 1 of its data")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "1 bytes after its last tensor belong to none")]
    [InlineData("""{}""", "4 bytes after its last tensor belong to none")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "its header has the name 'a' twice")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"I32","shape":[1],"data_offsets":[0,4]}}""", "its tensor 'a' has the name 'dtype' twice")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "its __metadata__ has the name 'k' twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "its header has the name '__metadata__' twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", "not a safetensors header")]
    [InlineData("""{"a":5}""", "not a safetensors header")]
    [InlineData("""[1,2]""", "not a safetensors header")]
    [InlineData("""{"a":""", "not a safetensors header")]
    public void Read_BadHeader_SaysWhatIsWrong(string header, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(File(header, 4))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_TensorOfAnotherType_HasItsBytesAndTheTypesName()
    {
        var file = File("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"extra":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[4,6]}}""", 6);
        var extra = SafetensorsFile.Read(file).Tensors[1];
        Assert.Equal(("F8_E4M3", 2), (extra.Type, extra.Data.Length));
    }

    [Fact]
    public void Read_TensorsInAnotherOrderThanTheirDataOrEmpty_AreRead()
    {
        var file = File("""{"b":{"dtype":"U8","shape":[3],"data_offsets":[1,4]},"none":{"dtype":"F32","shape":[0,7],"data_offsets":[1,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 4);
        Assert.Equal([3, 0, 1], SafetensorsFile.Read(file).Tensors.Select(tensor => tensor.Data.Length));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(100)]
    public void Read_HeaderLongerThanTheFile_SaysSo(long length)
    {
        var file = File("{}", 0);
        BinaryPrimitives.WriteInt64LittleEndian(file, length);
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(file));
    }

    private static byte[] File(string header, int data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + text.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(file, text.Length);
        text.CopyTo(file, 8);
        return file;
    }
}

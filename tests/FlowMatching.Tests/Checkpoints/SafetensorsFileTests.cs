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
    [InlineData("""{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", "unknown type 'F31'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "not its shape's size")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "not its shape's size")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}""", "not a safetensors header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "no valid place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", "no valid place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "cut off")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", "not a safetensors header")]
    [InlineData("""{"a":5}""", "not a safetensors header")]
    [InlineData("""[1,2]""", "not a safetensors header")]
    [InlineData("""{"a":""", "not a safetensors header")]
    public void Read_BadHeader_SaysWhatIsWrong(string header, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(File(header, 4))).Message, StringComparison.Ordinal);

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

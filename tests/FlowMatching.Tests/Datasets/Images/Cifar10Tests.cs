using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Datasets.Images;

/// <summary>CIFAR-10's binary records.</summary>
public sealed class Cifar10Tests
{
    private const int RecordBytes = 3073;

    [Theory]
    [InlineData("")]
    [InlineData("cifar-10-batches-bin")]
    public void Read_FolderOfBatches_JoinsThemInOrder(string inner)
    {
        using var folder = new TemporaryFolder();
        var place = Directory.CreateDirectory(Path.Combine(folder.Path, inner)).FullName;
        for (var file = 1; file <= 5; file++)
            File.WriteAllBytes(Path.Combine(place, $"data_batch_{file}.bin"), [.. Record((byte)file, 10), .. Record(0, 20)]);
        using var dataset = Cifar10.Read(folder.Path, DatasetPart.Train, torch.CPU);
        Assert.Equal([10L, 3, 32, 32], dataset.Images.shape);
        Assert.Equal([1L, 0, 2, 0, 3, 0, 4, 0, 5, 0], dataset.Labels.data<long>().ToArray());
        Assert.Equal([5L, 1, 1, 1, 1, 1, 0, 0, 0, 0], dataset.ClassCounts());
        using var scope = torch.NewDisposeScope();
        Assert.Equal([20, 21, 22], dataset.Images[9, .., 5, 7].data<byte>().ToArray());
    }

    [Fact]
    public void Read_PartOfARecord_SaysWhatARecordIs()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder, Record(1, 0)[..^1], "has 3072 bytes", "records of 3073 bytes");
        AssertRefused(folder, [], "has 0 bytes");
    }

    [Fact]
    public void Read_LabelOfNoClass_NamesTheRecord()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder, [.. Record(9, 0), .. Record(10, 0)], "the label 10 in record 1, and 0 to 9 was expected");
    }

    [Fact]
    public void Read_FolderWithoutABatch_NamesIt()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "data_batch_1.bin"), Record(1, 0));
        var message = Assert.Throws<ImageDatasetException>(() => Cifar10.Read(folder.Path, DatasetPart.Train, torch.CPU)).Message;
        Assert.Contains("has no 'data_batch_2.bin'", message, StringComparison.Ordinal);
    }

    private static void AssertRefused(TemporaryFolder folder, byte[] content, params string[] expected)
    {
        var file = Path.Combine(folder.Path, "test_batch.bin");
        File.WriteAllBytes(file, content);
        var message = Assert.Throws<ImageDatasetException>(() => Cifar10.Read(folder.Path, DatasetPart.Test, torch.CPU)).Message;
        Assert.All([file, .. expected], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    // The planes are of one colour each: red, red + 1 and red + 2.
    private static byte[] Record(byte label, byte red)
    {
        var record = new byte[RecordBytes];
        record[0] = label;
        for (var plane = 0; plane < 3; plane++)
            record.AsSpan(1 + plane * 1024, 1024).Fill((byte)(red + plane));
        return record;
    }
}

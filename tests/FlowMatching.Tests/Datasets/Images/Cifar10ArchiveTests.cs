using System.Formats.Tar;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Datasets.Images;

/// <summary>CIFAR-10's archive, read without unpacking it.</summary>
public sealed class Cifar10ArchiveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Open_ArchiveInAnyOrder_JoinsTheBatchesInTheirs()
    {
        var file = Write(["test_batch.bin", .. Enumerable.Range(1, 5).Reverse().Select(i => $"data_batch_{i}.bin"), "readme.html"]);
        var train = Cifar10Archive.Open(file, DatasetPart.Train);
        Assert.Equal([1, 2, 3, 4, 5], train.Labels);
        Assert.Equal("airplane", train.Classes[0]);
        Assert.Equal([6], Cifar10Archive.Open(file, DatasetPart.Test).Labels);
    }

    [Fact]
    public void Open_ArchiveWithoutABatch_NamesIt() => AssertRefused(Write(["test_batch.bin"]), "has no 'data_batch_1.bin'");

    [Fact]
    public void Open_ArchiveThatIsCutOffOrDamaged_IsRefused()
    {
        var file = Write([.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")]);
        var whole = File.ReadAllBytes(file);
        File.WriteAllBytes(file, whole[..(whole.Length / 2)]);
        AssertRefused(file);
        whole[whole.Length / 2] ^= 0x55;
        File.WriteAllBytes(file, whole);
        AssertRefused(file);
    }

    [Fact]
    public void Open_FileThatIsNoArchive_SaysWhatWasExpected()
    {
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "text");
        AssertRefused(file, "not a gz archive");
        File.WriteAllBytes(file, IdxBytes.Zipped(IdxBytes.Images(1, 28, 28)));
        AssertRefused(file);
    }

    private void AssertRefused(string file, string expected = "")
    {
        var message = Assert.Throws<ImageDatasetException>(() => Cifar10Archive.Open(file, DatasetPart.Train)).Message;
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        Assert.All([file, expected], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private string Write(IReadOnlyList<string> names)
    {
        using var content = new MemoryStream();
        using (var archive = new TarWriter(content, TarEntryFormat.Ustar, leaveOpen: true))
            foreach (var name in names)
                archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"cifar-10-batches-bin/{name}") { DataStream = new MemoryStream(Record(name)) });
        var file = Path.Combine(folder.Path, "cifar-10-binary.tar.gz");
        File.WriteAllBytes(file, IdxBytes.Zipped(content.ToArray()));
        return file;
    }

    // The label is the batch's number, 6 for the test batch; the pixels are hard to compress.
    private static byte[] Record(string name)
    {
        var record = new byte[3073];
        for (var i = 1; i < record.Length; i++)
            record[i] = (byte)(i * i * 2654435761 >> 13);
        record[0] = (byte)(name.StartsWith("data", StringComparison.Ordinal) ? name[11] - '0' : 6);
        return record;
    }
}

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
        var archive = Cifar10Archive.Open(file);
        var train = archive.Part(DatasetPart.Train);
        Assert.Equal([1, 2, 3, 4, 5], train.Labels);
        Assert.Equal("airplane", train.Classes[0]);
        Assert.Equal([6], archive.Part(DatasetPart.Test).Labels);
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
        AssertRefused(file, "something unknown");
        File.WriteAllBytes(file, []);
        AssertRefused(file, "is nothing");
        File.WriteAllBytes(file, IdxBytes.Zipped(IdxBytes.Images(1, 28, 28)));
        AssertRefused(file, "a gz file that holds an IDX file of images", "Give the folder");
        File.WriteAllBytes(file, "PK\x03\x04"u8.ToArray());
        AssertRefused(file, "a zip archive", "Unpack it");
        Pictures.WriteGrey(folder.Path, "file", 2, 2, 0);
        AssertRefused(file, "a PNG image", "Give the folder");
    }

    [Fact]
    public void Open_ArchiveWithoutGz_IsReadToo()
    {
        var names = Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin").Append("test_batch.bin").ToArray();
        var file = Write(names, Tar(names));
        Assert.Equal([1, 2, 3, 4, 5], Cifar10Archive.Open(file).Part(DatasetPart.Train).Labels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Open_ArchiveWithSomethingAfterItsEnd_IsRefused(int bytes)
    {
        var file = Write([.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")]);
        File.WriteAllBytes(file, [.. File.ReadAllBytes(file), .. Enumerable.Repeat((byte)7, bytes)]);
        AssertRefused(file, "something else follows its end");
    }

    [Theory]
    [InlineData("CIFAR-10's Python version", "fastode data download cifar10", "batches.meta", "data_batch_1", "test_batch")]
    [InlineData("CIFAR-10's MATLAB version", "fastode data download cifar10", "data_batch_1.mat", "test_batch.mat")]
    [InlineData("CIFAR-100's binary version", "one folder for each class", "fine_label_names.txt", "train.bin", "test.bin")]
    [InlineData("CIFAR-100's Python version", "one folder for each class", "meta", "train", "test")]
    [InlineData("is a tar archive with files such as 'a.png'", "Unpack it", "a.png")]
    public void Open_ArchiveOfSomethingElse_SaysWhatItIsAndWhatIsWanted(string kind, string cure, params string[] names)
    {
        AssertRefused(Write(names), kind);
        AssertRefused(Write(names), cure);
    }

    private static void AssertRefused(string file, params string[] expected)
    {
        var message = Assert.Throws<ImageDatasetException>(() => Cifar10Archive.Open(file).Part(DatasetPart.Train)).Message;
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        Assert.All([file, .. expected], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    private string Write(IReadOnlyList<string> names) => Write(names, IdxBytes.Zipped(Tar(names)));

    private string Write(IReadOnlyList<string> names, byte[] content)
    {
        var file = Path.Combine(folder.Path, $"{names.Count}.tar.gz");
        File.WriteAllBytes(file, content);
        return file;
    }

    private static byte[] Tar(IReadOnlyList<string> names)
    {
        using var content = new MemoryStream();
        using (var archive = new TarWriter(content, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var name in names)
                archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"cifar-10-batches-bin/{name}") { DataStream = new MemoryStream(Record(name)) });
        }

        return content.ToArray();
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

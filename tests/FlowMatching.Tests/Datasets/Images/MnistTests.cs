using System.Security.Cryptography;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Datasets.Images;

/// <summary>MNIST's files: real ones, small ones, and broken ones.</summary>
public sealed class MnistTests
{
    [Theory]
    [InlineData(DatasetPart.Train, 60_000, new long[] { 5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949 }, 0.130660, 0.308108)]
    [InlineData(DatasetPart.Test, 10_000, new long[] { 980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009 }, 0.132515, 0.310480)]
    public void Read_RealFiles_GivesThePublishedCountsAndPixels(DatasetPart part, int count, long[] classes, double mean, double deviation)
    {
        var folder = Path.GetDirectoryName(SharedFiles.Require("data/mnist/train-images-idx3-ubyte.gz"))!;
        using var dataset = Mnist.Read(folder, part, torch.CPU);
        Assert.Equal([count, 1L, 28, 28], dataset.Images.shape);
        Assert.Equal(classes, dataset.ClassCounts());
        using var scope = torch.NewDisposeScope();
        var pixels = dataset.Images.to(torch.float32) / 255;
        Assert.Equal(mean, pixels.mean().item<float>(), 5e-6);
        Assert.Equal(deviation, pixels.std(unbiased: false).item<float>(), 5e-6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_PlainOrGz_GivesTheSameDataset(bool zipped)
    {
        using var files = new Pair(IdxBytes.Images(3, 2, 2), IdxBytes.Labels(7, 0, 9), zipped);
        using var dataset = files.Read();
        Assert.Equal([3L, 1, 2, 2], dataset.Images.shape);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (byte)i), dataset.Images.data<byte>().ToArray());
        Assert.Equal([7L, 0, 9], dataset.Labels.data<long>().ToArray());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 7, 0, 9])), dataset.Sha256);
    }

    [Fact]
    public void Read_FilesExchanged_NamesBothMagicNumbers()
    {
        using var files = new Pair(IdxBytes.Labels(1), IdxBytes.Images(1, 2, 2), zipped: false);
        files.AssertRefused(files.Images, "its magic number is 0x00000801 (labels), and 0x00000803 was expected");
    }

    [Fact]
    public void Read_DifferentCounts_NamesBothFiles()
    {
        using var files = new Pair(IdxBytes.Images(3, 2, 2), IdxBytes.Labels(1, 2), zipped: false);
        files.AssertRefused(files.Images, "has 3 images", files.Labels, "has 2 labels");
    }

    [Fact]
    public void Read_LabelOfNoClass_NamesTheImage()
    {
        using var files = new Pair(IdxBytes.Images(2, 2, 2), IdxBytes.Labels(1, 10), zipped: false);
        files.AssertRefused(files.Labels, "the label 10 for image 1, and 0 to 9 was expected");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_BytesAfterTheLastImage_AreRefused(bool zipped)
    {
        using var files = new Pair([.. IdxBytes.Images(2, 2, 2), 0], IdxBytes.Labels(1, 2), zipped);
        files.AssertRefused(files.Images, "goes on after the 8 bytes");
    }

    [Fact]
    public void Read_CutOffAnywhere_IsRefused()
    {
        var whole = IdxBytes.Images(2, 4, 4);
        for (var length = 0; length < whole.Length; length++)
        {
            using var files = new Pair(whole[..length], IdxBytes.Labels(1, 2), zipped: false);
            files.AssertRefused(files.Images, length == 0 ? "is empty" : "is cut off");
        }
    }

    [Fact]
    public void Read_GzCutOffAnywhere_IsRefused()
    {
        var whole = IdxBytes.Zipped(IdxBytes.Images(2, 4, 4));
        for (var length = 0; length < whole.Length; length++)
        {
            using var files = new Pair(whole[..length], IdxBytes.Labels(1, 2), zipped: false);
            files.AssertRefused(files.Images);
        }
    }

    [Fact]
    public void Read_GzWithAnAlteredByte_IsRefused()
    {
        var whole = IdxBytes.Zipped(IdxBytes.Images(2, 4, 4));
        whole[^6] ^= 1;
        using var files = new Pair(whole, IdxBytes.Labels(1, 2), zipped: false);
        files.AssertRefused(files.Images, "damaged gz file: its content has not the checksum");
    }

    [Fact]
    public void Read_GzOfSeveralMembersAndZeros_IsReadAsGunzipDoes()
    {
        var whole = IdxBytes.Images(3, 2, 2);
        byte[] zipped = [.. IdxBytes.Zipped(whole[..7]), .. IdxBytes.Zipped([]), .. IdxBytes.Zipped(whole[7..]), .. new byte[1000]];
        using var files = new Pair(zipped, IdxBytes.Labels(7, 0, 9), zipped: false);
        using var dataset = files.Read();
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (byte)i), dataset.Images.data<byte>().ToArray());
    }

    [Theory]
    [InlineData("a zip archive", "PK\x03\x04....................")]
    [InlineData("an HTML page", "<!DOCTYPE html><html>........")]
    [InlineData("a Git LFS pointer", "version https://git-lfs.github.com/spec/v1")]
    public void Read_FileOfAnotherKind_SaysWhatItIs(string expected, string content)
    {
        using var files = new Pair(System.Text.Encoding.Latin1.GetBytes(content), IdxBytes.Labels(1), zipped: false);
        files.AssertRefused(files.Images, expected);
    }

    [Theory]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte")]
    [InlineData("TRAIN-IMAGES-IDX3-UBYTE.GZ", "Train-Labels-idx1-ubyte")]
    public void Read_OtherUsualNames_AreFound(string images, string labels)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, images), IdxBytes.Images(1, 2, 2));
        File.WriteAllBytes(Path.Combine(folder.Path, labels), IdxBytes.Labels(3));
        Directory.CreateDirectory(Path.Combine(folder.Path, "train-images-idx3-ubyte"));
        using var dataset = Mnist.Read(folder.Path, DatasetPart.Train, torch.CPU);
        Assert.Equal([3L], dataset.Labels.data<long>().ToArray());
    }

    [Fact]
    public void Read_PlainAndGzBesideEachOther_AreRefusedWhereTheyDiffer()
    {
        using var folder = new TemporaryFolder();
        var plain = Path.Combine(folder.Path, "train-images-idx3-ubyte");
        File.WriteAllBytes(plain, IdxBytes.Images(1, 2, 2));
        File.WriteAllBytes(plain + ".gz", IdxBytes.Zipped(IdxBytes.Images(1, 2, 2)));
        File.WriteAllBytes(Path.Combine(folder.Path, "train-labels-idx1-ubyte"), IdxBytes.Labels(3));
        Mnist.Read(folder.Path, DatasetPart.Train, torch.CPU).Dispose();
        File.WriteAllBytes(plain + ".gz", IdxBytes.Zipped(IdxBytes.Images(1, 2, 1)));
        var message = Assert.Throws<ImageDatasetException>(() => Mnist.Read(folder.Path, DatasetPart.Train, torch.CPU)).Message;
        Assert.All([$"'{plain}'", $"'{plain}.gz'", "different content"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_LabelsOfEmnist_AreNamed()
    {
        using var files = new Pair(IdxBytes.Images(3, 2, 2), IdxBytes.Labels(1, 26, 5), zipped: false);
        files.AssertRefused(files.Labels, "EMNIST's letters", "one folder for each class");
    }

    [Theory]
    [InlineData(false, new uint[] { 60_000, 28, 28 })]
    [InlineData(true, new uint[] { 2_000_000_000, 1, 1 })]
    [InlineData(true, new uint[] { 2_000_000_000, 2_000_000_000, 2_000_000_000 })]
    public void Read_HeaderThatClaimsMore_IsRefusedBeforeMemoryIsTaken(bool zipped, uint[] sizes)
    {
        using var files = new Pair(IdxBytes.File(0x803, sizes, new byte[10]), IdxBytes.Labels(1), zipped);
        files.AssertRefused(files.Images, "more than it can hold");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(uint.MaxValue)]
    public void Read_ImpossibleSize_NamesTheDimension(uint rows)
    {
        using var files = new Pair(IdxBytes.File(0x803, [1, rows, 2], []), IdxBytes.Labels(1), zipped: false);
        files.AssertRefused(files.Images, $"the size {rows} in dimension 1");
    }

    [Fact]
    public void Read_FolderWithoutTheFiles_NamesTheFirst()
    {
        using var folder = new TemporaryFolder();
        var message = Assert.Throws<ImageDatasetException>(() => Mnist.Read(folder.Path, DatasetPart.Test, torch.CPU)).Message;
        Assert.Contains("neither 't10k-images-idx3-ubyte' nor 't10k-images-idx3-ubyte.gz'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFile_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var missing = Path.Combine(folder.Path, "images");
        var message = Assert.Throws<ImageDatasetException>(() => Mnist.Read(missing, missing, torch.CPU)).Message;
        Assert.Contains($"'{missing}' cannot be read", message, StringComparison.Ordinal);
    }

    private sealed class Pair : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Pair(byte[] images, byte[] labels, bool zipped)
        {
            Images = Path.Combine(folder.Path, "images");
            Labels = Path.Combine(folder.Path, "labels");
            File.WriteAllBytes(Images, zipped ? IdxBytes.Zipped(images) : images);
            File.WriteAllBytes(Labels, zipped ? IdxBytes.Zipped(labels) : labels);
        }

        public string Images { get; }

        public string Labels { get; }

        public ImageDataset Read() => Mnist.Read(Images, Labels, torch.CPU);

        public void AssertRefused(params string[] expected)
        {
            var message = Assert.Throws<ImageDatasetException>(() => Read().Dispose()).Message;
            Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
            Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
        }

        public void Dispose() => folder.Dispose();
    }
}

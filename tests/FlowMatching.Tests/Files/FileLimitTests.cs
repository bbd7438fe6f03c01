using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Checkpoints.Weights;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Files;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Tests.Checkpoints.PyTorch;
using FastOde.FlowMatching.Tests.Datasets.Images;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Files;

/// <summary>Small files that claim much, and large ones that are what they should be.</summary>
public sealed class FileLimitTests : IDisposable
{
    private const long Mebi = 1 << 20;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("4096", 4096L)]
    [InlineData("2K", 2048L)]
    [InlineData("3m", 3 * Mebi)]
    [InlineData("4G", 4096 * Mebi)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("1.5G", null)]
    [InlineData("G", null)]
    [InlineData("4T", null)]
    [InlineData("9223372036854775807K", null)]
    public void Parse_Text_IsBytesOrNothing(string? text, long? bytes) => Assert.Equal(bytes, FileLimit.Parse(text));

    [Fact]
    public void Statistics_ThatClaimAGigabyte_AreRefusedUnread()
    {
        var file = Statistics(8192, "<f4", sizeof(float));
        Assert.True(new FileInfo(file).Length < 8 * Mebi);
        var message = Refused<FeatureFileException>(Mebi, () => StatisticsFile.Read(file).Dispose());
        Assert.Contains("its array 'sigma' of shape [8192, 8192] would take 1073741824 bytes of memory", message, StringComparison.Ordinal);
        Assert.Contains("set FASTODE_FILE_LIMIT=1G", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_OfInception_AreRead()
    {
        using var statistics = StatisticsFile.Read(Statistics(2048, "<f8", sizeof(double)));
        Assert.Equal(2048, statistics.Dimension);
    }

    [Theory]
    [InlineData('\u0094', "what its pickle builds would take")]
    [InlineData('(', "what its pickle builds would take")]
    [InlineData('}', "what its pickle builds would take")]
    public void Pickle_OfNothingButOneOpcode_IsRefusedWithinTheLimit(char opcode, string words)
    {
        using var pth = new PthFile().Write("}" + new string(opcode, 10_000_000));
        var message = Refused<CheckpointException>(3 * FileLimit.Bytes, () => WeightSource.Open(pth.Path).Dispose());
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Contains("FASTODE_FILE_LIMIT=1G", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Safetensors_HeaderThatWouldTakeAGigabyte_IsRefusedUnread()
    {
        var file = new byte[50 * Mebi];
        file.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(file, file.Length - sizeof(long));
        file[sizeof(long)] = (byte)'{';
        Assert.Contains("its header of 52428792 bytes would take", Refused<CheckpointException>(52 * Mebi, () => WeightSource.Open(Write("w.safetensors", file)).Dispose()), StringComparison.Ordinal);
    }

    [Fact]
    public void Png_OfOneColourAndManyPixels_IsRefusedUnread()
    {
        const int Side = 11_585;
        var file = Write("large.png", Pictures.Png(Side, Side, 1, new byte[(1 + (Side + 7) / 8) * Side]));
        var message = Refused<ImageDatasetException>(Mebi, () => EncodedImage.Open(file));
        Assert.Contains($"its {Side} × {Side} pixels in {new FileInfo(file).Length} bytes would take 4294791200 bytes", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Idx_GzThatClaimsMoreThanTheLimit_IsRefusedUnread()
    {
        var content = new byte[Mebi];
        new Random(1).NextBytes(content);
        var images = Write("images.gz", IdxBytes.Zipped(IdxBytes.File(0x803, [600, 1000, 1000], content)));
        var labels = Write("labels", IdxBytes.Labels(1));
        Assert.Contains("what its header claims would take 600000000 bytes", Refused<ImageDatasetException>(Mebi, () => Mnist.Read(images, labels, torch.CPU)), StringComparison.Ordinal);
    }

    [Fact]
    public void CifarArchive_FileThatClaimsMoreThanTheLimit_IsRefusedUnread()
    {
        var file = Write("cifar.tar.gz", IdxBytes.Zipped(TarHeader("data_batch_1.bin", '0', 300 * Mebi)));
        Assert.Contains("what it holds of CIFAR-10 would take 629145600 bytes", Refused<ImageDatasetException>(Mebi, () => Cifar10Archive.Open(file)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('x')]
    [InlineData('L')]
    [InlineData('g')]
    public void CifarArchive_AttributesThatClaimGigabytes_ArePassedOverWithoutRoom(char type)
    {
        var file = Write("cifar.tar.gz", IdxBytes.Zipped(TarHeader("attributes", type, 4096 * Mebi)));
        Assert.Contains("is a tar archive that is cut off", Refused<ImageDatasetException>(Mebi, () => Cifar10Archive.Open(file)), StringComparison.Ordinal);
    }

    [Fact]
    public void CifarArchive_AsLargeAsThePublishedOne_IsRead()
    {
        var file = Path.Combine(folder.Path, "cifar.tar.gz");
        using (var archive = new TarWriter(new GZipStream(File.Create(file), CompressionLevel.Fastest), TarEntryFormat.Ustar))
        {
            foreach (var name in Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin").Append("test_batch.bin"))
                archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"cifar-10-batches-bin/{name}") { DataStream = new MemoryStream(new byte[10_000 * 3073]) });
        }

        Assert.Equal(50_000, Cifar10Archive.Open(file).Part(DatasetPart.Train).Labels.Length);
    }

    private static byte[] TarHeader(string name, char type, long size)
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0')).CopyTo(header, 124);
        header[156] = (byte)type;
        Encoding.ASCII.GetBytes("ustar").CopyTo(header, 257);
        Encoding.ASCII.GetBytes("        ").CopyTo(header, 148);
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(value => value), 8).PadLeft(6, '0') + "\0").CopyTo(header, 148);
        return header;
    }

    /// <summary>The message of a refusal that allocated no more than so many bytes.</summary>
    private string Refused<T>(long most, Action read)
        where T : Exception
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Assert.Throws<T>(read).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
        Assert.Contains(folder.Path[..folder.Path.LastIndexOf(Path.DirectorySeparatorChar)], message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        return message;
    }

    private string Statistics(int dimension, string type, int bytes)
    {
        var file = Path.Combine(folder.Path, "statistics.npz");
        using var archive = ZipFile.Open(file, ZipArchiveMode.Create);
        Zeros(archive, "mu", $"{dimension},", type, dimension * (long)bytes);
        Zeros(archive, "sigma", $"{dimension}, {dimension}", type, dimension * (long)dimension * bytes);
        return file;
    }

    private static void Zeros(ZipArchive archive, string name, string shape, string type, long bytes)
    {
        using var entry = archive.CreateEntry(name + ".npy", CompressionLevel.Fastest).Open();
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape}), }}\n");
        entry.Write([0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. header]);
        var zeros = new byte[Mebi];
        for (var left = bytes; left > 0; left -= zeros.Length)
            entry.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
    }

    private string Write(string name, byte[] content)
    {
        var file = Path.Combine(folder.Path, name);
        File.WriteAllBytes(file, content);
        return file;
    }
}

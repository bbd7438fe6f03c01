using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Tests.Checkpoints.PyTorch;
using SkiaSharp;

namespace FastOde.Bench.Fuzz;

/// <summary>Small files that are right, one or two a format.</summary>
internal static class SeedFiles
{
    private const int Side = 12;
    private const int CifarRecord = 3073;

    /// <summary>Pickles of a state dict and of a training state.</summary>
    public static IReadOnlyList<byte[]> Pickles { get; } =
    [
        Pickle.Whole(Pickle.Dictionary(("a.weight", Tensor), ("b", Pickle.Integer(3)))),
        Pickle.Whole(Pickle.Dictionary(
            ("model", Pickle.Dictionary(("a", Tensor))), ("ema", Pickle.Tuple(Tensor, Tensor)), ("iter", Pickle.Integer(100)), ("names", "](" + Pickle.Text("a") + "e"))),
    ];

    /// <summary>Two tensors and metadata.</summary>
    public static IReadOnlyList<byte[]> Safetensors { get; } =
    [
        SafetensorsFile.Write(
            new Dictionary<string, string> { ["format"] = "pt" },
            [
                new SafeTensor { Name = "a.weight", Type = "F32", Shape = [2, 2], Data = new byte[16] },
                new SafeTensor { Name = "a.bias", Type = "BF16", Shape = [3], Data = new byte[6] },
            ]),
    ];

    /// <summary>Pieces of a JSON header.</summary>
    public static IReadOnlyList<byte[]> JsonTokens { get; } =
        [.. new[] { "{", "}", "[", "]", ",", ":", "\"a\"", "-1", "1e99", "9223372036854775807", "null", "\"dtype\"", "\"F64\"", "\"\\u0000\"", "\"\\ud800\"" }.Select(Encoding.UTF8.GetBytes)];

    /// <summary>A symmetric matrix as NumPy writes it.</summary>
    public static IReadOnlyList<byte[]> Arrays { get; } = [Array("2, 2", "<f8", [0, 0, 0, 0]), Array("2, 2", "<f4", [0, 0])];

    /// <summary>Images in MNIST's form.</summary>
    public static byte[] Idx { get; } = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 3, .. new byte[18]];

    /// <summary>Their labels.</summary>
    public static byte[] IdxLabels { get; } = [0, 0, 8, 1, 0, 0, 0, 2, 7, 9];

    private static string Tensor => Pickle.Tensor(Pickle.Storage("0", "FloatStorage", 4), 0, [2, 2], [2, 1]);

    /// <summary>A checkpoint around a pickle.</summary>
    public static byte[] Pth(byte[] pickle) => Zip(CompressionLevel.NoCompression, ("model/data.pkl", pickle), ("model/byteorder", "little"u8.ToArray()), ("model/data/0", new byte[16]));

    /// <summary>Statistics whose matrix is given.</summary>
    public static byte[] Npz(byte[] sigma) => Zip(CompressionLevel.Fastest, ("mu.npy", Array("2,", "<f8", [0, 0])), ("sigma.npy", sigma));

    /// <summary>Content in gz.</summary>
    public static byte[] Gz(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(content);
        return target.ToArray();
    }

    /// <summary>CIFAR-10 with one image a file.</summary>
    public static byte[] CifarTar()
    {
        using var target = new MemoryStream();
        using (var archive = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var name in Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin").Append("test_batch.bin"))
                archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"cifar-10-batches-bin/{name}") { DataStream = new MemoryStream(new byte[CifarRecord]) });
        }

        return target.ToArray();
    }

    /// <summary>A picture with something on it.</summary>
    public static byte[] Picture(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(Side, Side);
        for (var i = 0; i < Side * Side; i++)
            bitmap.SetPixel(i % Side, i / Side, new SKColor((byte)(i * 7), (byte)(i * 13), (byte)(i * 29)));
        using var data = bitmap.Encode(format, 80);
        return data.ToArray();
    }

    private static byte[] Array(string shape, string type, double[] values)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape}), }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. header, .. values.SelectMany(BitConverter.GetBytes)];
    }

    private static byte[] Zip(CompressionLevel compression, params (string Name, byte[] Content)[] entries)
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, compression).Open();
                entry.Write(content);
            }
        }

        return target.ToArray();
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using SkiaSharp;

namespace FastOde.FlowMatching.Tests.Datasets.Images;

/// <summary>Composes image files of one colour, or of any pixels.</summary>
internal static class Pictures
{
    public static string Write(string folder, string name, int width, int height, SKColor colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png) =>
        Write(folder, name, width, height, (_, _) => colour, format);

    public static string Write(
        string folder, string name, int width, int height, Func<int, int, SKColor> colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.Pixels = [.. Enumerable.Range(0, width * height).Select(i => colour(i % width, i / width))];
        return Write(folder, name, Encode(bitmap, format));
    }

    public static string WriteGrey(string folder, string name, int width, int height, byte lightness)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        bitmap.Erase(new SKColor(lightness, lightness, lightness));
        return Write(folder, name, Encode(bitmap, SKEncodedImageFormat.Png));
    }

    public static string Write(string folder, string name, byte[] content)
    {
        var file = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return file;
    }

    /// <summary>EXIF data with one entry: the orientation.</summary>
    public static byte[] Exif(byte orientation, bool isBig = true, bool hasPrefix = false) =>
    [
        .. hasPrefix ? "Exif\0\0"u8 : [],
        .. isBig
            ? (byte[])[.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
            : [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0],
    ];

    /// <summary>A grey PNG file of any header.</summary>
    /// <param name="width">Columns that it claims.</param>
    /// <param name="height">Rows that it claims.</param>
    /// <param name="bits">Bits a pixel.</param>
    /// <param name="rows">The rows, each with its filter before it.</param>
    public static byte[] Png(uint width, uint height, byte bits, byte[] rows)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        header[8] = bits;
        using var packed = new MemoryStream();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(rows);
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. PngChunk("IHDR", header), .. PngChunk("IDAT", packed.ToArray()), .. PngChunk("IEND", [])];
    }

    /// <summary>A chunk of a PNG file.</summary>
    public static byte[] PngChunk(string type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    /// <summary>A WebP file in its extended form.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="flags">8 for EXIF data, 2 for an animation.</param>
    /// <param name="chunks">Its chunks after the header.</param>
    public static byte[] Webp(byte width, byte height, byte flags, params byte[][] chunks) => RiffChunk(
        "RIFF", [.. "WEBP"u8, .. RiffChunk("VP8X", [flags, 0, 0, 0, (byte)(width - 1), 0, 0, (byte)(height - 1), 0, 0]), .. chunks.SelectMany(chunk => chunk)]);

    /// <summary>A chunk of a WebP file.</summary>
    public static byte[] RiffChunk(string type, byte[] content)
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(type), 0, 0, 0, 0, .. content, .. new byte[content.Length % 2]];
        BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(4), (uint)content.Length);
        return chunk;
    }

    private static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using var data = bitmap.Encode(format, 100);
        return data.ToArray();
    }
}

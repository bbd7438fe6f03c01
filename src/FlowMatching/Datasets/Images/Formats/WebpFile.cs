using System.Buffers.Binary;

namespace FastOde.FlowMatching.Datasets.Images.Formats;

/// <summary>The chunks of a WebP file.</summary>
internal static class WebpFile
{
    private const int HeadBytes = 8;
    private const int LargestExif = 1 << 16;

    /// <summary>The orientation that its EXIF data state, 1 to 8.</summary>
    /// <param name="file">The file, read from its start.</param>
    public static int Orientation(Stream file)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        file.Position = HeadBytes + 4;
        while (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length)
        {
            long length = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (head.StartsWith("EXIF"u8))
            {
                var exif = new byte[Math.Min(length, LargestExif)];
                return ExifOrientation.Of(exif.AsSpan(0, file.ReadAtLeast(exif, exif.Length, throwOnEndOfStream: false)));
            }

            file.Position += length + length % 2;
        }

        return ExifOrientation.None;
    }

    /// <summary>Refuses a file that is cut off.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="InvalidDataException">It is; the message is in words that follow the file's name.</exception>
    public static void Verify(byte[] content)
    {
        var end = HeadBytes + Length(content, 0);
        if (end > content.Length)
            throw new InvalidDataException("it is cut off");
        long position = HeadBytes + 4;
        while (position < end)
        {
            var next = position + HeadBytes <= end ? position + HeadBytes + Length(content, position) : long.MaxValue;
            if (next > end)
                throw new InvalidDataException("it is damaged: a chunk goes on after its end");
            position = next + next % 2;
        }
    }

    private static long Length(byte[] content, long position) => BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan((int)position + 4));
}

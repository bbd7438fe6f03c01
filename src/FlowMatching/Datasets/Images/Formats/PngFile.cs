using System.Buffers.Binary;
using System.IO.Hashing;

namespace FastOde.FlowMatching.Datasets.Images.Formats;

/// <summary>The chunks of a PNG file, of which the decoder tells too little: their checksums, orientation and frames.</summary>
internal static class PngFile
{
    private const int SignatureBytes = 8;
    private const int LargestExif = 1 << 16;

    /// <summary>What chunks beside the pixels say.</summary>
    /// <param name="file">The file, read from its start.</param>
    /// <returns>The orientation, 1 to 8, and the number of frames.</returns>
    /// <exception cref="InvalidDataException">The file is cut off.</exception>
    public static (int Orientation, long Frames) Describe(Stream file)
    {
        var (orientation, frames) = (ExifOrientation.None, 1L);
        Span<byte> head = stackalloc byte[8];
        file.Position = SignatureBytes;
        while (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && !head[4..].SequenceEqual("IEND"u8))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var next = file.Position + length + sizeof(uint);
            if (next > file.Length)
                throw new InvalidDataException("it is cut off");
            if (head[4..].SequenceEqual("eXIf"u8) && length <= LargestExif)
                orientation = ExifOrientation.Of(Content(file, (int)length));
            if (head[4..].SequenceEqual("acTL"u8) && length >= sizeof(uint))
                frames = BinaryPrimitives.ReadUInt32BigEndian(Content(file, sizeof(uint)));
            file.Position = next;
        }

        return (orientation, frames);
    }

    /// <summary>Refuses a file that is damaged or cut off.</summary>
    /// <param name="content">The whole file.</param>
    /// <exception cref="InvalidDataException">It is; the message is in words that follow the file's name.</exception>
    public static void Verify(byte[] content)
    {
        var position = SignatureBytes;
        while (true)
        {
            if (position + 12 > content.Length)
                throw new InvalidDataException("it is cut off");
            var length = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(position));
            if (length > content.Length - position - 12)
                throw new InvalidDataException("it is cut off");
            var type = content.AsSpan(position + 4, 4);
            var checksum = Crc32.HashToUInt32(content.AsSpan(position + 4, 4 + (int)length));
            position += 8 + (int)length;
            if (BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(position)) != checksum)
                throw new InvalidDataException($"it is damaged: its chunk at byte {position - 8 - length} has not the checksum that it states");
            position += sizeof(uint);
            if (type.SequenceEqual("IEND"u8))
                return;
        }
    }

    private static byte[] Content(Stream file, int length)
    {
        var content = new byte[length];
        file.ReadExactly(content);
        return content;
    }
}

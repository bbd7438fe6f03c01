using System.Buffers.Binary;

namespace FastOde.FlowMatching.Datasets.Images.Formats;

/// <summary>The orientation in EXIF data: where the first row and column of pixels belong.</summary>
internal static class ExifOrientation
{
    /// <summary>Upright, which is also what holds where nothing is said.</summary>
    public const int None = 1;

    private const int Tag = 0x0112;
    private const int ShortType = 3;
    private const int EntryBytes = 12;

    /// <summary>Finds it in the first directory.</summary>
    /// <param name="exif">The data, with or without the six bytes <c>Exif\0\0</c> before them.</param>
    /// <returns>1 to 8; 1, upright, where the data say nothing or cannot be read.</returns>
    public static int Of(ReadOnlySpan<byte> exif)
    {
        if (exif.StartsWith("Exif\0\0"u8))
            exif = exif[6..];
        var isBig = exif.StartsWith("MM\0*"u8);
        if (exif.Length < 8 || !(isBig || exif.StartsWith("II*\0"u8)))
            return None;
        var start = isBig ? BinaryPrimitives.ReadUInt32BigEndian(exif[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]);
        if (start > exif.Length - 2)
            return None;
        var directory = exif[(int)start..];
        var count = Short(directory, isBig);
        for (var entry = 0; entry < count && 2 + EntryBytes * (entry + 1) <= directory.Length; entry++)
        {
            var fields = directory.Slice(2 + EntryBytes * entry, EntryBytes);
            if (Short(fields, isBig) == Tag && Short(fields[2..], isBig) == ShortType)
                return Short(fields[8..], isBig) is >= 1 and <= 8 and var orientation ? orientation : None;
        }

        return None;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool isBig) =>
        isBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}

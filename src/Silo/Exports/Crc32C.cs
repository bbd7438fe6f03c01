using System.Buffers.Binary;
using System.Numerics;

namespace FastOde.Silo.Exports;

/// <summary>The CRC-32C of Castagnoli (RFC 3720, appendix B.4), masked as record files have it.</summary>
internal static class Crc32C
{
    private const uint MaskDelta = 0xa282ead8;
    private const int Rotation = 15;

    /// <summary>The checksum.</summary>
    /// <param name="bytes">What it is of.</param>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    /// <summary>The checksum turned right by 15 bits, plus a constant: that of data which hold checksums themselves would tell little.</summary>
    /// <param name="bytes">What it is of.</param>
    public static uint Masked(ReadOnlySpan<byte> bytes) => unchecked(BitOperations.RotateRight(Of(bytes), Rotation) + MaskDelta);
}

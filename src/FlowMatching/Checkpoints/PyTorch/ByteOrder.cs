using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>The order of an element's bytes.</summary>
internal static class ByteOrder
{
    /// <summary>Turns elements into this machine's order, in place.</summary>
    /// <param name="elements">Whole elements.</param>
    /// <param name="bytes">Bytes of each: 1, 2, 4 or 8.</param>
    /// <param name="isBigEndian">Whether the first byte is the largest.</param>
    public static void ToMachine(Span<byte> elements, int bytes, bool isBigEndian)
    {
        if (isBigEndian != BitConverter.IsLittleEndian)
            return;
        if (bytes == sizeof(short))
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, short>(elements), MemoryMarshal.Cast<byte, short>(elements));
        else if (bytes == sizeof(int))
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(elements), MemoryMarshal.Cast<byte, int>(elements));
        else if (bytes == sizeof(long))
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, long>(elements), MemoryMarshal.Cast<byte, long>(elements));
    }
}

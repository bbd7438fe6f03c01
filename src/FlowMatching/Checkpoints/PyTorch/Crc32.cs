using System.Buffers.Binary;

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>
/// The checksum of zip entries: CRC-32 with the reflected polynomial 0xEDB88320, eight bytes a step. Table k has what a
/// byte adds to the checksum when k zero bytes follow it.
/// </summary>
internal static class Crc32
{
    private const int Stride = sizeof(ulong);
    private static readonly uint[][] Tables = MakeTables();

    /// <summary>The checksum of bytes that follow others.</summary>
    /// <param name="before">The checksum of what came before; 0 at the start.</param>
    /// <param name="bytes">What follows.</param>
    public static uint Append(uint before, ReadOnlySpan<byte> bytes)
    {
        var state = ~before;
        for (; bytes.Length >= Stride; bytes = bytes[Stride..])
        {
            var mixed = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ state;
            state = 0;
            for (var i = 0; i < Stride; i++)
                state ^= Tables[Stride - 1 - i][(byte)(mixed >> (8 * i))];
        }

        foreach (var value in bytes)
            state = Next(Tables[0], state, value);
        return ~state;
    }

    private static uint Next(uint[] table, uint state, byte value) => (state >> 8) ^ table[(byte)(state ^ value)];

    private static uint[][] MakeTables()
    {
        var tables = new uint[Stride][];
        tables[0] = [.. Enumerable.Range(0, 256).Select(value => Shift((uint)value))];
        for (var k = 1; k < Stride; k++)
            tables[k] = [.. tables[k - 1].Select(state => Next(tables[0], state, 0))];
        return tables;
    }

    private static uint Shift(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ ((value & 1) * 0xEDB88320u);
        return value;
    }
}

namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>The checksum of zip entries: CRC-32 with the reflected polynomial 0xEDB88320.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Shift((uint)value))];

    /// <summary>The checksum of bytes that follow others.</summary>
    /// <param name="before">The checksum of what came before; 0 at the start.</param>
    /// <param name="bytes">What follows.</param>
    public static uint Append(uint before, ReadOnlySpan<byte> bytes)
    {
        var state = ~before;
        foreach (var value in bytes)
            state = (state >> 8) ^ Table[(byte)(state ^ value)];
        return ~state;
    }

    private static uint Shift(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ ((value & 1) * 0xEDB88320u);
        return value;
    }
}

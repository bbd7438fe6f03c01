using System.Buffers.Binary;

namespace FastOde.FlowMatching.Datasets.Images.Formats;

/// <summary>The content of one segment of a JPEG file, read from its start.</summary>
/// <param name="rest">The content.</param>
internal ref struct JpegSegment(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> rest = rest;

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => rest.IsEmpty;

    /// <summary>Reads bytes.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
            throw new InvalidDataException("it has a segment that is too short");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    /// <summary>Reads a byte.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public byte Byte() => Take(1)[0];

    /// <summary>Reads two numbers of four bits in a byte.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public (int High, int Low) Halves()
    {
        var value = Byte();
        return (value >> 4, value & 15);
    }

    /// <summary>Reads a number of two bytes.</summary>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public ushort Word() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));
}

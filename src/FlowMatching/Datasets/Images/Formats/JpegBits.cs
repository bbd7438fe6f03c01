namespace FastOde.FlowMatching.Datasets.Images.Formats;

/// <summary>The bits of a JPEG file's entropy-coded data, up to the next marker.</summary>
/// <param name="content">The whole file.</param>
/// <param name="position">Where the coded data begin.</param>
internal sealed class JpegBits(ReadOnlyMemory<byte> content, int position)
{
    private const int ByteBits = 8;

    private ulong bits;
    private int count;

    /// <summary>The position of the marker that ended the coded data, once all of them were read.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Bits that come next, without reading them; zeros stand for what lies behind the end.</summary>
    /// <param name="wanted">How many, at most 16.</param>
    public int Peek(int wanted)
    {
        if (count < wanted)
            Fill();
        return count >= wanted
            ? (int)(bits >> (count - wanted)) & ((1 << wanted) - 1)
            : (int)(bits << (wanted - count)) & ((1 << wanted) - 1);
    }

    /// <summary>Passes over bits that were looked at.</summary>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public void Skip(int passed)
    {
        if (passed > count)
            throw new InvalidDataException(Position + 1 < content.Length ? "its coded data end before its last pixels" : "it is cut off");
        count -= passed;
        bits &= (1UL << count) - 1;
    }

    /// <summary>Reads bits as a number.</summary>
    /// <param name="wanted">How many, at most 16.</param>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public int Read(int wanted)
    {
        var value = Peek(wanted);
        Skip(wanted);
        return value;
    }

    /// <summary>Reads a signed number as JPEG writes them: its number of bits stands before it.</summary>
    /// <param name="wanted">How many bits, at most 15.</param>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public int ReadSigned(int wanted)
    {
        var value = Read(wanted);
        return wanted > 0 && value < 1 << (wanted - 1) ? value - (1 << wanted) + 1 : value;
    }

    /// <summary>Ends a stretch of coded data: at most the bits that fill the last byte may be left.</summary>
    /// <exception cref="InvalidDataException">More is left.</exception>
    public void End()
    {
        Fill();
        if (count >= ByteBits)
            throw new InvalidDataException("its coded data go on after its last pixels");
        (bits, count) = (0, 0);
    }

    /// <summary>Goes on behind a restart marker, which must stand here.</summary>
    /// <param name="number">Its number, 0 to 7.</param>
    /// <exception cref="InvalidDataException">Another marker stands here, or none.</exception>
    public void PassRestart(int number)
    {
        var rest = content.Span[Position..];
        if (rest is not [0xff, var marker, ..] || marker != 0xd0 + number)
            throw new InvalidDataException("its coded data lack a restart marker");
        Position += 2;
    }

    private void Fill()
    {
        var span = content.Span;
        while (count <= 48 && Position < span.Length)
        {
            var next = span[Position];
            if (next == 0xff)
            {
                // Any number of these may stand before a marker; one before a zero is data.
                while (Position + 1 < span.Length && span[Position + 1] == 0xff)
                    Position++;
                if (Position + 1 >= span.Length || span[Position + 1] != 0)
                    return;
                Position++;
            }

            Position++;
            bits = (bits << ByteBits) | next;
            count += ByteBits;
        }
    }
}

namespace FastOde.FlowMatching.Datasets.Images.Formats;

/// <summary>A Huffman table of a JPEG file: canonical codes of 1 to 16 bits, each for one byte.</summary>
internal sealed class JpegHuffmanTable
{
    /// <summary>The bits of the longest code.</summary>
    public const int LongestCode = 16;

    private const ushort NoCode = 0;

    // For each 16 bits the length of the code that they begin with in the upper byte, and its symbol in the lower.
    private readonly ushort[] codes = new ushort[1 << LongestCode];

    /// <summary>Makes the table that a file states.</summary>
    /// <param name="counts">How many codes there are of each length, from 1 to 16 bits.</param>
    /// <param name="symbols">The symbols in the order of their codes.</param>
    /// <exception cref="InvalidDataException">There are more codes than their lengths leave room for.</exception>
    public JpegHuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        var (next, symbol) = (0, 0);
        for (var length = 1; length <= LongestCode; length++)
        {
            for (var i = 0; i < counts[length - 1]; i++)
            {
                var width = 1 << (LongestCode - length);
                if (next + width > codes.Length)
                    throw new InvalidDataException("it has a Huffman table that cannot be");
                codes.AsSpan(next, width).Fill((ushort)((length << 8) | symbols[symbol++]));
                next += width;
            }
        }
    }

    /// <summary>Reads one symbol.</summary>
    /// <exception cref="InvalidDataException">The bits begin no code, or end within one.</exception>
    public byte Read(JpegBits bits)
    {
        var code = codes[bits.Peek(LongestCode)];
        if (code == NoCode)
            throw new InvalidDataException("its coded data have bits that are no Huffman code");
        bits.Skip(code >> 8);
        return (byte)code;
    }
}

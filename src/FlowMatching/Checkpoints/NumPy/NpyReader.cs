using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FastOde.FlowMatching.Files;
using FastOde.Specs.Words;

namespace FastOde.FlowMatching.Checkpoints.NumPy;

/// <summary>
/// Reads one array in NumPy's npy format: little-endian float32 or float64, row by row. An array of Python objects would
/// be a pickle, and is refused like every other type.
/// </summary>
internal static partial class NpyReader
{
    private const int MagicBytes = 6;
    private const int LargestHeader = 65_536;
    private const int ChunkValues = 1 << 16;

    // The values themselves, and the tensor that is made of them.
    private const int Copies = 2;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads an array.</summary>
    /// <param name="content">The array's file; read to its end.</param>
    /// <param name="length">Bytes that it has.</param>
    /// <param name="name">The array's name.</param>
    /// <exception cref="InvalidDataException">It is something else; the message says what, in words that follow "it".</exception>
    /// <exception cref="FileLimitException">It claims more numbers than one file may have.</exception>
    public static NpyArray Read(Stream content, long length, string name)
    {
        var header = Header(content, out var headerBytes);
        var type = Field(header, TypePattern(), "type");
        var bytes = type switch
        {
            "<f8" => sizeof(double),
            "<f4" => sizeof(float),
            _ => throw new InvalidDataException(
                $"holds {(type.Contains('O', StringComparison.Ordinal) ? "Python objects, a pickle that could run code" : $"elements of type '{VisibleText.Of(type)}'")}, and float32 or float64 ('<f4', '<f8') was expected"),
        };
        if (Field(header, OrderPattern(), "order") != "False")
            throw new InvalidDataException("is stored column by column, and row by row was expected; save numpy.ascontiguousarray of it");
        long[] shape =
        [
            .. Field(header, ShapePattern(), "shape").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(size => long.Parse(size, NumberStyles.None, CultureInfo.InvariantCulture)),
        ];
        var claimed = shape.Aggregate((Int128)bytes, (product, size) => product * size);
        if (claimed != length - headerBytes)
            throw new InvalidDataException($"has {length - headerBytes} bytes of numbers, and its shape [{string.Join(", ", shape)}] takes {claimed}");
        FileLimit.Require(claimed / bytes * sizeof(double) * Copies, $"its array '{name}' of shape [{string.Join(", ", shape)}]");
        return new NpyArray(shape, Values(content, (int)(claimed / bytes), bytes));
    }

    private static double[] Values(Stream content, int count, int bytes)
    {
        var values = new double[count];
        var chunk = new byte[Math.Min(count, ChunkValues) * bytes];
        for (var start = 0; start < count; start += ChunkValues)
        {
            var part = chunk.AsSpan(0, Math.Min(ChunkValues, count - start) * bytes);
            content.ReadExactly(part);
            for (var i = 0; i < part.Length / bytes; i++)
            {
                var element = part.Slice(i * bytes, bytes);
                values[start + i] = bytes == sizeof(double) ? BinaryPrimitives.ReadDoubleLittleEndian(element) : BinaryPrimitives.ReadSingleLittleEndian(element);
            }
        }

        return values;
    }

    private static string Header(Stream content, out int bytes)
    {
        Span<byte> start = stackalloc byte[MagicBytes + 2];
        if (content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start[..MagicBytes].SequenceEqual(Magic))
            throw new InvalidDataException("is not an array in NumPy's npy format");
        // Version 1 has two bytes of header length, versions 2 and 3 have four.
        var lengthBytes = start[MagicBytes] == 1 ? sizeof(ushort) : sizeof(uint);
        Span<byte> length = stackalloc byte[sizeof(uint)];
        length.Clear();
        content.ReadExactly(length[..lengthBytes]);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (count > LargestHeader)
            throw new InvalidDataException($"claims a header of {count} bytes");
        var header = new byte[count];
        content.ReadExactly(header);
        bytes = start.Length + lengthBytes + header.Length;
        return Encoding.UTF8.GetString(header);
    }

    private static string Field(string header, Regex pattern, string what) => pattern.Match(header) is { Success: true } match
        ? match.Groups[1].Value
        : throw new InvalidDataException($"has a header without a {what}: {VisibleText.Of(header.Trim())}");

    [GeneratedRegex(@"'descr':\s*'([^']*)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"'fortran_order':\s*(True|False)")]
    private static partial Regex OrderPattern();

    [GeneratedRegex(@"'shape':\s*\(([0-9, ]*)\)")]
    private static partial Regex ShapePattern();
}

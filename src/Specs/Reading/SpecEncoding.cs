using System.Text;

namespace FastOde.Specs.Reading;

/// <summary>
/// The text of a spec's bytes: UTF-8, with or without a byte order mark, or UTF-16 or UTF-32 with one. Bytes that are none
/// are refused, because what would be read in their place is not what was written.
/// </summary>
public static class SpecEncoding
{
    /// <summary>The longer marks first: that of UTF-32 begins with that of UTF-16.</summary>
    private static readonly Encoding[] Marked =
    [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
    ];

    private static readonly UTF8Encoding Plain = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, without the mark.</summary>
    /// <exception cref="SpecEncodingException">A byte belongs to no character.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var encoding = EncodingOf(bytes);
        bytes = bytes[encoding.Preamble.Length..];

        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            var at = Math.Clamp(error.Index, 0, bytes.Length);
            throw new SpecEncodingException(LineAt(encoding, bytes[..at]), $"bytes that are no {Name(encoding)} ({Hex(error.BytesUnknown)})", error);
        }
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes)
    {
        foreach (var marked in Marked)
        {
            if (bytes.StartsWith(marked.Preamble))
                return marked;
        }

        return Plain;
    }

    private static int LineAt(Encoding encoding, ReadOnlySpan<byte> before)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        return lenient.GetString(before).ReplaceLineEndings("\n").Count(character => character == '\n') + 1;
    }

    private static string Name(Encoding encoding) => encoding.WebName.ToUpperInvariant()[..(encoding is UTF8Encoding ? 5 : 6)];

    private static string Hex(byte[]? bytes) => bytes is null ? "cut off" : string.Join(' ', bytes.Select(value => $"0x{value:X2}"));
}

using System.Text;
using System.Text.RegularExpressions;

namespace FastOde.FlowMatching.Files;

/// <summary>What a file's first bytes say it is.</summary>
/// <param name="Kind">What can be done about it.</param>
/// <param name="Words">What it is, with its article: words that follow "it is".</param>
internal sealed partial record FileForm(FileKind Kind, string Words)
{
    /// <summary>As many bytes as are looked at.</summary>
    public const int Length = 1024;

    private const int TarMagic = 257;
    private const int MostQuoted = 60;

    private static readonly (byte[] Start, FileForm Form)[] Known =
    [
        ([0, 0, 8, 1], new(FileKind.Idx, "an IDX file of labels")),
        ([0, 0, 8, 3], new(FileKind.Idx, "an IDX file of images")),
        ([0x1f, 0x8b], new(FileKind.Compressed, "a gz file")),
        ("BZh"u8.ToArray(), new(FileKind.Compressed, "a bzip2 file")),
        ([0xfd, .. "7zXZ"u8], new(FileKind.Compressed, "an xz file")),
        ([0x28, 0xb5, 0x2f, 0xfd], new(FileKind.Compressed, "a zstd file")),
        ("PK\x03\x04"u8.ToArray(), new(FileKind.Archive, "a zip archive")),
        ("PK\x05\x06"u8.ToArray(), new(FileKind.Empty, "an empty zip archive")),
        ([.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c], new(FileKind.Archive, "a 7z archive")),
        ("Rar!"u8.ToArray(), new(FileKind.Archive, "a RAR archive")),
        ([0x80, 2], new(FileKind.Pickle, "a Python pickle")),
        ([0x80, 3], new(FileKind.Pickle, "a Python pickle")),
        ([0x80, 4], new(FileKind.Pickle, "a Python pickle")),
        ([0x80, 5], new(FileKind.Pickle, "a Python pickle")),
        ([0x93, .. "NUMPY"u8], new(FileKind.Arrays, "a NumPy file")),
        ([0x89, .. "HDF"u8], new(FileKind.Arrays, "an HDF5 file, as Keras writes")),
        ("GGUF"u8.ToArray(), new(FileKind.Arrays, "a GGUF file")),
        ("PAR1"u8.ToArray(), new(FileKind.Arrays, "a Parquet file")),
        ("MATLAB"u8.ToArray(), new(FileKind.Arrays, "a MATLAB file")),
        ([0x89, .. "PNG"u8], new(FileKind.Image, "a PNG image")),
        ([0xff, 0xd8, 0xff], new(FileKind.Image, "a JPEG image")),
        ("RIFF"u8.ToArray(), new(FileKind.Image, "a WebP image")),
        ("GIF8"u8.ToArray(), new(FileKind.OtherImage, "a GIF image")),
        ("BM"u8.ToArray(), new(FileKind.OtherImage, "a BMP image")),
        ("II*\0"u8.ToArray(), new(FileKind.OtherImage, "a TIFF image")),
        ("MM\0*"u8.ToArray(), new(FileKind.OtherImage, "a TIFF image")),
        ("%PDF"u8.ToArray(), new(FileKind.OtherImage, "a PDF file")),
    ];

    /// <summary>What the start of a file says; null where its form is not known here.</summary>
    /// <param name="start">The first <see cref="Length"/> bytes, or fewer.</param>
    public static FileForm? Of(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
            return new FileForm(FileKind.Empty, "empty");
        foreach (var (known, form) in Known)
        {
            if (start.StartsWith(known))
                return form;
        }

        if (start.Length > TarMagic && start[TarMagic..].StartsWith("ustar"u8))
            return new FileForm(FileKind.Tar, "a tar archive");
        if (start.Length > 8 && start[4..].StartsWith("ftyp"u8))
            return new FileForm(FileKind.OtherImage, "an AVIF or HEIC image, or a film");
        return OfText(start);
    }

    private static FileForm? OfText(ReadOnlySpan<byte> start)
    {
        var text = Decoded(start);
        if (Pointer().Match(text) is { Success: true } pointer)
        {
            var size = pointer.Groups["size"].Value;
            return new FileForm(FileKind.Pointer, $"a Git LFS pointer{(size.Length > 0 ? $" to {size} bytes" : "")}, not the file itself");
        }

        if (Page().IsMatch(text))
            return new FileForm(FileKind.Page, "an HTML page, such as a server sends in place of a file");
        if (text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
            return new FileForm(FileKind.Page, "an XML document, such as a server sends in place of a file");
        if (!IsReadable(text))
            return null;
        if (text[0] is '{' or '[')
            return new FileForm(FileKind.Text, "a JSON text; an index of weights lies beside them and holds none");
        var line = text.Split('\n', 2)[0].TrimEnd();
        return new FileForm(FileKind.Text, $"a text that begins '{(line.Length > MostQuoted ? line[..MostQuoted] + "…" : line)}'");
    }

    /// <summary>The start as text, without byte order mark and leading blanks.</summary>
    private static string Decoded(ReadOnlySpan<byte> start)
    {
        var decoded = start switch
        {
            [0xff, 0xfe, ..] => Encoding.Unicode.GetString(start[2..]),
            [0xfe, 0xff, ..] => Encoding.BigEndianUnicode.GetString(start[2..]),
            _ => Encoding.UTF8.GetString(start),
        };
        return decoded.TrimStart('\ufeff').TrimStart();
    }

    /// <summary>Whether all of it is text; the last character may be cut off by the length of the start.</summary>
    private static bool IsReadable(string text) =>
        text.Length > 0 && !text[..^1].Any(letter => letter == '\ufffd' || (char.IsControl(letter) && letter is not ('\t' or '\n' or '\r' or '\f')));

    [GeneratedRegex(@"\Aversion https?://[^\r\n]*(git-lfs|hawser)[^\r\n]*(\r?\n|\z)((?!size )[^\r\n]*\r?\n)*(size (?<size>[0-9]{1,20}))?")]
    private static partial Regex Pointer();

    [GeneratedRegex(@"\A(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Page();
}

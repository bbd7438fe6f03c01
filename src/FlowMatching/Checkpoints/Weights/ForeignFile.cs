using System.Text;
using System.Text.RegularExpressions;

namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>Says what a file is that holds no weights, by its first bytes: what came in place of a download, or a form that is to be unpacked.</summary>
internal static partial class ForeignFile
{
    /// <summary>Bytes of a file's start that are enough for <see cref="Describe"/>.</summary>
    public const int StartLength = 1024;

    private const int TarMark = 257;
    private const int MostQuoted = 60;
    private const string Weights = "Give a PyTorch checkpoint or a safetensors file.";

    private static readonly (byte[] Start, string What, string Cure)[] Signatures =
    [
        ([0x1f, 0x8b], "it is compressed (gzip)", "Decompress it first: gunzip."),
        ([.. "BZh"u8], "it is compressed (bzip2)", "Decompress it first: bunzip2."),
        ([0xfd, .. "7zXZ\0"u8], "it is compressed (xz)", "Decompress it first: unxz."),
        ([0x28, 0xb5, 0x2f, 0xfd], "it is compressed (Zstandard)", "Decompress it first: unzstd."),
        ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "it is a 7z archive", "Unpack it, and give the file with the weights."),
        ([.. "Rar!"u8], "it is a RAR archive", "Unpack it, and give the file with the weights."),
        ([0x89, .. "HDF\r\n\x1a\n"u8], "it is an HDF5 file, as Keras writes", Weights),
        ([0x93, .. "NUMPY"u8], "it is a NumPy array", Weights),
        ([.. "GGUF"u8], "it is a GGUF file", Weights),
        ([0x89, .. "PNG"u8], "it is a PNG image", Weights),
        ([0xff, 0xd8, 0xff], "it is a JPEG image", Weights),
        ([.. "%PDF"u8], "it is a PDF document", Weights),
    ];

    /// <summary>What a file is and what to do.</summary>
    /// <param name="start">Its first bytes.</param>
    /// <returns>Words that follow "cannot be used", and a sentence of its own; null where the file may hold weights, or is of no form that is known here.</returns>
    public static (string What, string Cure)? Describe(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
            return ("it is empty", "Copy or download the file again.");
        foreach (var (signature, what, cure) in Signatures)
            if (start.StartsWith(signature))
                return (what, cure);
        if (start.Length >= TarMark + 5 && start[TarMark..].StartsWith("ustar"u8))
            return ("it is a tar archive", "Unpack it, and give the file with the weights.");
        return Text(start) is { } text ? DescribeText(text) : null;
    }

    private static (string What, string Cure)? DescribeText(string text)
    {
        if (PointerSize().Match(text) is { Success: true } pointer)
        {
            var size = pointer.Groups["size"].Value;
            return ($"it is a Git LFS pointer{(size.Length > 0 ? $" to {size} bytes" : "")}, not the file itself", "Run git lfs pull in its repository, or download the file itself.");
        }

        if (Html().IsMatch(text))
            return ("it is an HTML page, such as a server sends in place of a file", "Download the file itself; the address may want a login or another link.");
        if (text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
            return ("it is an XML document, such as a server sends in place of a file", "Download the file itself.");
        if (text[0] is '{' or '[')
            return ("it is a JSON text; an index of weights lies beside them and holds none", Weights);
        var line = text.Split('\n', 2)[0].TrimEnd();
        return ($"it is a text that begins '{(line.Length > MostQuoted ? line[..MostQuoted] + "…" : line)}'", "Download the file itself.");
    }

    /// <summary>The start as text, without byte order mark and leading blanks; null where it is binary or blank.</summary>
    private static string? Text(ReadOnlySpan<byte> start)
    {
        var decoded = start switch
        {
            [0xff, 0xfe, ..] => Encoding.Unicode.GetString(start[2..]),
            [0xfe, 0xff, ..] => Encoding.BigEndianUnicode.GetString(start[2..]),
            _ => Encoding.UTF8.GetString(start),
        };
        var text = decoded.TrimStart('\ufeff').TrimStart();
        // The last character may be cut off by the length of the start.
        var readable = text.Length > 0 && !text[..^1].Any(letter => letter == '\ufffd' || (char.IsControl(letter) && letter is not ('\t' or '\n' or '\r' or '\f')));
        return readable ? text : null;
    }

    [GeneratedRegex(@"\Aversion https?://[^\r\n]*(git-lfs|hawser)[^\r\n]*(\r?\n|\z)((?!size )[^\r\n]*\r?\n)*(size (?<size>[0-9]{1,20}))?")]
    private static partial Regex PointerSize();

    [GeneratedRegex(@"\A(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Html();
}

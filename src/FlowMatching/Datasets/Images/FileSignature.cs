using System.Text;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>What a file's first bytes say it is.</summary>
/// <param name="Words">What it is, with its article.</param>
/// <param name="Cure">What to do about it, as a sentence.</param>
internal sealed record FileSignature(string Words, string Cure)
{
    /// <summary>As many bytes as are looked at.</summary>
    public const int Length = 512;

    private const int TarMagic = 257;
    private const string Unpack = "Unpack it, and give the folder.";
    private const string Convert = "Convert it to PNG, or remove it from the folder.";
    private const string NoPickle = "Pickles are never read, because a pickle is a program: give the binary version of the data set, or its images as PNG files.";
    private const string GiveFolder = "Give the folder in which the images lie.";
    private const string AsPng = "Write its images as PNG files, and give their folder.";

    private static readonly (byte[] Start, FileSignature Signature)[] Known =
    [
        ([0, 0, 8, 1], new("an IDX file of labels", "Give the folder in which the files of MNIST's form lie under their published names.")),
        ([0, 0, 8, 3], new("an IDX file of images", "Give the folder in which the files of MNIST's form lie under their published names.")),
        ([0x1f, 0x8b], new("a gz file", Unpack)),
        ("PK\x03\x04"u8.ToArray(), new("a zip archive", Unpack)),
        ("PK\x05\x06"u8.ToArray(), new("an empty zip archive", ImageDatasetException.DownloadAgain)),
        ("BZh"u8.ToArray(), new("a bzip2 file", Unpack)),
        ([0xfd, .. "7zXZ"u8], new("an xz file", Unpack)),
        ([0x28, 0xb5, 0x2f, 0xfd], new("a zstd file", Unpack)),
        ([.. "7z"u8, 0xbc, 0xaf], new("a 7z archive", Unpack)),
        ("Rar!"u8.ToArray(), new("a RAR archive", Unpack)),
        ([0x80, 2], new("a Python pickle", NoPickle)),
        ([0x80, 3], new("a Python pickle", NoPickle)),
        ([0x80, 4], new("a Python pickle", NoPickle)),
        ([0x80, 5], new("a Python pickle", NoPickle)),
        ([0x93, .. "NUMPY"u8], new("a NumPy file", AsPng)),
        ([0x89, .. "HDF"u8], new("an HDF5 file", AsPng)),
        ("PAR1"u8.ToArray(), new("a Parquet file", AsPng)),
        ("MATLAB"u8.ToArray(), new("a MATLAB file", AsPng)),
        ("version https://git-lfs"u8.ToArray(), new("a Git LFS pointer in place of the file itself", "Fetch the file with git lfs pull.")),
        ("GIF8"u8.ToArray(), new("a GIF image", Convert)),
        ("BM"u8.ToArray(), new("a BMP image", Convert)),
        ("II*\0"u8.ToArray(), new("a TIFF image", Convert)),
        ("MM\0*"u8.ToArray(), new("a TIFF image", Convert)),
        ("%PDF"u8.ToArray(), new("a PDF file", Convert)),
        ([0x89, .. "PNG"u8], new("a PNG image", GiveFolder) { IsImage = true }),
        ([0xff, 0xd8, 0xff], new("a JPEG image", GiveFolder) { IsImage = true }),
        ("RIFF"u8.ToArray(), new("a WebP image", GiveFolder) { IsImage = true }),
    ];

    /// <summary>A tar archive.</summary>
    public static readonly FileSignature Tar = new("a tar archive", Unpack);

    private static readonly FileSignature Page = new("an HTML page, such as a server sends in place of a file", ImageDatasetException.DownloadAgain);

    /// <summary>Whether it is an image of a kind that is read.</summary>
    public bool IsImage { get; init; }

    /// <summary>What bytes at the start of a file say, or null where they are not known.</summary>
    /// <param name="start">The first <see cref="Length"/> bytes, or fewer.</param>
    public static FileSignature? Of(ReadOnlySpan<byte> start)
    {
        foreach (var (known, signature) in Known)
            if (start.StartsWith(known))
                return signature;
        if (IsPage(start))
            return Page;
        if (start.Length > TarMagic && start[TarMagic..].StartsWith("ustar"u8))
            return Tar;
        return start.Length > 8 && start[4..].StartsWith("ftyp"u8) ? new FileSignature("an AVIF or HEIC image, or a film", Convert) : null;
    }

    private static bool IsPage(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(start).TrimStart();
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }
}

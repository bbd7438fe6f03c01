using System.Buffers.Binary;
using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>
/// An IDX file of bytes, as MNIST and its relatives come: a magic number with the number of dimensions, their sizes as
/// big-endian 32-bit numbers, and the bytes; plain or in gz.
/// </summary>
/// <param name="Sizes">The sizes of its dimensions.</param>
/// <param name="Content">Its bytes, as many as the sizes' product.</param>
internal sealed record IdxFile(IReadOnlyList<int> Sizes, byte[] Content)
{
    /// <summary>Bytes in three dimensions.</summary>
    public const uint ImagesMagic = 0x00000803;

    /// <summary>Bytes in one dimension.</summary>
    public const uint LabelsMagic = 0x00000801;

    // Deflate cannot shrink bytes further, so a header that claims more lies.
    private const long BestCompression = 1032;

    /// <summary>Reads a whole file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="magic"><see cref="ImagesMagic"/> or <see cref="LabelsMagic"/>.</param>
    /// <exception cref="ImageDatasetException">It is missing, something else, or has too few or too many bytes.</exception>
    public static IdxFile Read(string file, uint magic) => ImageDatasetException.Naming(file, () =>
    {
        using var stream = RegularFile.OpenRead(file);
        using var content = GzStream.Content(stream);
        var sizes = Header(content, file, magic);
        return new IdxFile(sizes, Body(content, file, sizes, content == stream ? stream.Length : checked(stream.Length * BestCompression)));
    });

    /// <summary>Whether two files have the same content.</summary>
    public bool IsSameAs(IdxFile other) => Sizes.SequenceEqual(other.Sizes) && Content.AsSpan().SequenceEqual(other.Content);

    private static int[] Header(Stream content, string file, uint magic)
    {
        var header = new byte[sizeof(uint) * (1 + (magic & 0xff))];
        var length = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        var found = length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32BigEndian(header);
        if (length == 0)
            throw new ImageDatasetException($"The file '{file}' is empty, and an IDX file of {KindOf(magic)} was expected. {ImageDatasetException.DownloadAgain}");
        if (length >= sizeof(uint) && found != magic)
        {
            throw new ImageDatasetException(
                $"The file '{file}' is not an IDX file of {KindOf(magic)}: its magic number is 0x{found:x8}{Meaning(found, content, header.AsSpan(0, length))}, and 0x{magic:x8} was expected. "
                + "Give the files under the names they were published with.");
        }

        if (length < header.Length)
            throw new ImageDatasetException($"The file '{file}' is cut off: it ends after {length} of the {header.Length} bytes of its header. {ImageDatasetException.DownloadAgain}");
        var sizes = new int[magic & 0xff];
        for (var i = 0; i < sizes.Length; i++)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(sizeof(uint) * (i + 1)));
            sizes[i] = size is > 0 and <= int.MaxValue
                ? (int)size
                : throw new ImageDatasetException($"The file '{file}' has the size {size} in dimension {i}, and 1 to {int.MaxValue} was expected. {ImageDatasetException.DownloadAgain}");
        }

        return sizes;
    }

    private static byte[] Body(Stream content, string file, int[] sizes, long room)
    {
        var claimed = sizes.Aggregate((Int128)1, (product, size) => product * size);
        if (claimed > Array.MaxLength || claimed > room)
        {
            throw new ImageDatasetException(
                $"The file '{file}' is cut off: its header claims {string.Join(" × ", sizes)} bytes, more than it can hold. {ImageDatasetException.DownloadAgain}");
        }

        FileLimit.Require(claimed, "what its header claims");
        var body = new byte[(int)claimed];
        var length = content.ReadAtLeast(body, body.Length, throwOnEndOfStream: false);
        if (length < body.Length)
            throw new ImageDatasetException($"The file '{file}' is cut off: it has {length} of the {body.Length} bytes that its header claims. {ImageDatasetException.DownloadAgain}");
        return content.ReadByte() < 0
            ? body
            : throw new ImageDatasetException($"The file '{file}' goes on after the {body.Length} bytes that its header claims. {ImageDatasetException.DownloadAgain}");
    }

    private static string KindOf(uint magic) => magic == ImagesMagic ? "images" : "labels";

    private static string Meaning(uint magic, Stream content, ReadOnlySpan<byte> header)
    {
        if (magic is ImagesMagic or LabelsMagic)
            return $" ({KindOf(magic)})";
        var start = new byte[FileForm.Length];
        header.CopyTo(start);
        var length = header.Length + content.ReadAtLeast(start.AsSpan(header.Length), start.Length - header.Length, throwOnEndOfStream: false);
        return ForeignImages.Of(start.AsSpan(0, length)) is { } form ? $" ({form.Words})" : "";
    }
}

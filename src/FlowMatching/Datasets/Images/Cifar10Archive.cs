using System.Formats.Tar;
using System.IO.Compression;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>CIFAR-10's binary version as it is published: a tar archive in gz, read without unpacking it.</summary>
internal static class Cifar10Archive
{
    private const int LongestEntry = 1 << 30;

    /// <summary>Reads one part.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="part">Which part.</param>
    /// <exception cref="ImageDatasetException">It is no such archive, damaged, or lacks a file.</exception>
    public static ImagePart Open(string file, DatasetPart part)
    {
        var names = Cifar10.FileNames(part);
        var contents = ImageDatasetException.Naming(file, () => Entries(file, names));
        var missing = names.FirstOrDefault(name => !contents.ContainsKey(name));
        return missing is null
            ? Cifar10.Join([.. names.Select(name => ($"{file}:{name}", contents[name]))])
            : throw new ImageDatasetException($"The archive '{file}' has no '{missing}'. Give the binary version of CIFAR-10, cifar-10-binary.tar.gz.");
    }

    private static Dictionary<string, byte[]> Entries(string file, IReadOnlyList<string> names)
    {
        using var stream = File.OpenRead(file);
        var isGz = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
        if (!isGz)
            throw new ImageDatasetException($"The file '{file}' is not a gz archive. Expected a folder, or CIFAR-10's cifar-10-binary.tar.gz.");
        stream.Position = 0;
        using var content = new GZipStream(stream, CompressionMode.Decompress);
        using var archive = new TarReader(content);
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (archive.GetNextEntry() is { } entry)
        {
            var name = entry.Name.Split('/')[^1];
            if (names.Contains(name) && entry is { DataStream: { } data, Length: <= LongestEntry })
                found[name] = Content(data, (int)entry.Length);
        }

        // The checksum stands at the end of a gz, and is compared when that is reached.
        content.CopyTo(Stream.Null);
        return found;
    }

    private static byte[] Content(Stream data, int length)
    {
        var content = new byte[length];
        data.ReadExactly(content);
        return content;
    }
}

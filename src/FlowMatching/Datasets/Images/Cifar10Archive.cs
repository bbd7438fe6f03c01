using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>CIFAR-10's binary version as it is published: a tar archive, mostly in gz, read without unpacking it.</summary>
internal sealed class Cifar10Archive
{
    private const int MostNames = 1000;

    private readonly string file;
    private readonly Dictionary<string, byte[]> contents = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private long taken;

    private Cifar10Archive(string file) => this.file = file;

    /// <summary>Reads an archive.</summary>
    /// <param name="file">Its path.</param>
    /// <exception cref="ImageDatasetException">It is no such archive, or damaged.</exception>
    public static Cifar10Archive Open(string file) => ImageDatasetException.Naming(file, () =>
    {
        var archive = new Cifar10Archive(file);
        using var stream = RegularFile.OpenRead(file);
        RequireArchive(file, stream);
        using var content = GzStream.Content(stream);
        try
        {
            archive.Read(content);
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException("it is a tar archive that is cut off", error);
        }

        // The checksum stands at the end of a gz, and is compared when that is reached.
        content.CopyTo(Stream.Null);
        return archive;
    });

    /// <summary>Gives one part.</summary>
    /// <param name="part">Which part.</param>
    /// <exception cref="ImageDatasetException">The archive is of another data set, or lacks a file.</exception>
    public ImagePart Part(DatasetPart part)
    {
        var wanted = Cifar10.FileNames(part);
        var missing = wanted.FirstOrDefault(name => !contents.ContainsKey(name));
        if (missing is null)
            return Cifar10.Join([.. wanted.Select(name => ($"{file}:{name}", contents[name]))]);
        throw CifarVariant.Of(names)?.Refuse(file) ?? new ImageDatasetException(contents.Count > 0
            ? $"The archive '{file}' has no '{missing}'. Give the binary version of CIFAR-10, cifar-10-binary.tar.gz."
            : $"'{file}' is a tar archive{Begin()}, and only CIFAR-10's cifar-10-binary.tar.gz is read as an archive. Unpack it, and give the folder.");
    }

    private static void RequireArchive(string file, FileStream stream)
    {
        var start = new byte[FileForm.Length];
        // Not disposed of: it may be the file itself, which is read again.
        var content = GzStream.Content(stream);
        var length = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        var form = ForeignImages.Of(start.AsSpan(0, length));
        if (form?.Kind == FileKind.Tar)
            return;
        throw new ImageDatasetException(
            $"The file '{file}' {(content == stream ? "is" : "is a gz file that holds")} {(length == 0 ? "nothing" : form?.Words ?? "something unknown")}; "
            + $"expected a folder, or CIFAR-10's cifar-10-binary.tar.gz. {(form is null ? "Give a folder." : ForeignImages.Cure(form.Kind))}");
    }

    private void Read(Stream content)
    {
        var archive = new TarEntries(content);
        while (archive.Next())
        {
            // They only say which data set it is.
            if (names.Count < MostNames)
                names.Add(archive.Name);
            if (!IsWanted(archive.Name))
                continue;
            // The pixels are there a second time once the files are joined.
            FileLimit.Require((taken += archive.Length) * 2, "what it holds of CIFAR-10");
            contents[archive.Name] = archive.Content();
        }
    }

    private static bool IsWanted(string name) => Enum.GetValues<DatasetPart>().Any(part => Cifar10.FileNames(part).Contains(name));

    private string Begin() => names.FirstOrDefault(name => name.Length > 0) is { } first ? $" with files such as '{first}'" : " without files";
}

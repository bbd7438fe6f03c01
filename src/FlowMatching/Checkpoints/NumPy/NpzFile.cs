using System.IO.Compression;
using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Checkpoints.NumPy;

/// <summary>Reads the arrays of numbers in a file that NumPy's <c>savez</c> wrote: a zip with one npy file for each.</summary>
public static class NpzFile
{
    private const string Suffix = ".npy";
    private const int MostNamed = 5;

    /// <summary>Reads some of the arrays.</summary>
    /// <param name="file">The file.</param>
    /// <param name="names">Their names, such as <c>mu</c>; others are not looked at.</param>
    /// <returns>The arrays in the order of <paramref name="names"/>.</returns>
    /// <exception cref="InvalidDataException">The file is no such file, or an array is missing or cannot be read; the message says which, in words that follow "it".</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IReadOnlyList<NpyArray> Read(string file, params IReadOnlyList<string> names)
    {
        using var stream = RegularFile.OpenRead(file);
        using var archive = Open(stream);
        return [.. names.Select(name => Read(archive, name))];
    }

    private static ZipArchive Open(FileStream stream)
    {
        try
        {
            return new ZipArchive(stream, ZipArchiveMode.Read);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException("it is not an .npz file of NumPy (no zip)", error);
        }
    }

    private static NpyArray Read(ZipArchive archive, string name)
    {
        var entry = archive.GetEntry(name + Suffix) ?? throw new InvalidDataException(
            $"it has no array '{name}', only {string.Join(", ", archive.Entries.Take(MostNamed).Select(other => $"'{Path.GetFileNameWithoutExtension(other.FullName)}'"))}{(archive.Entries.Count > MostNamed ? ", …" : "")}");
        try
        {
            using var content = entry.Open();
            return NpyReader.Read(content, entry.Length, name);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"its array '{name}' {(error is InvalidDataException ? error.Message : "is cut off or damaged")}", error);
        }
    }
}

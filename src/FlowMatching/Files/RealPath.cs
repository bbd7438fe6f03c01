namespace FastOde.FlowMatching.Files;

/// <summary>Paths without links in them: where a path really leads.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The place of a file that must lie below a folder.</summary>
    /// <param name="folder">The folder; it may be a link itself.</param>
    /// <param name="path">The file's path, from the folder.</param>
    /// <returns>The full path, without links; nothing need be there.</returns>
    /// <exception cref="InvalidDataException">It lies elsewhere; the message is in words that follow "cannot be used".</exception>
    /// <exception cref="IOException">A link leads to itself, or may not be read.</exception>
    public static string Below(string folder, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var root = Of(folder);
        var place = Of(Path.Combine(root, path));
        return place.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? place
            : throw new InvalidDataException($"it leads to '{place}', which is not below '{root}'");
    }

    /// <summary>A path with every link in it followed, those of its folders too.</summary>
    public static string Of(string path) => Of(Path.GetFullPath(path), MostLinks);

    private static string Of(string path, int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        var folder = Of(parent, links);
        var place = Path.Combine(folder, Path.GetFileName(path));
        if (new FileInfo(place).LinkTarget is not { } target)
            return place;
        return links > 0
            ? Of(Path.GetFullPath(target, folder), links - 1)
            : throw new IOException($"more than {MostLinks} links follow each other at '{place}'");
    }
}

namespace FastOde.FlowMatching.Files;

/// <summary>
/// Makes folders appear, change and vanish whole, whenever the process ends. What a process that died has left begins
/// with a dot, and the next change of the same folder clears it away.
/// </summary>
internal static class WholeFolder
{
    /// <summary>Fills a folder under another name and then gives it its own; one that is there is replaced.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="fill">Writes and flushes its files, below the path that it is given.</param>
    public static void Write(string folder, Action<string> fill)
    {
        Repair(folder);
        var filled = Beside(folder, "new");
        try
        {
            Directory.CreateDirectory(filled);
            fill(filled);
            if (Directory.Exists(folder))
                Directory.Move(folder, Beside(folder, "replaced"));
            Directory.Move(filled, folder);
            FolderEntries.Flush(Path.GetDirectoryName(folder)!);
        }
        finally
        {
            Repair(folder);
        }
    }

    /// <summary>Deletes a folder.</summary>
    public static void Delete(string folder)
    {
        Repair(folder);
        Directory.Move(folder, Beside(folder, "removed"));
        FolderEntries.Flush(Path.GetDirectoryName(folder)!);
        Repair(folder);
    }

    private static void Repair(string folder)
    {
        var replaced = Beside(folder, "replaced");
        if (Directory.Exists(replaced) && !Directory.Exists(folder))
            Directory.Move(replaced, folder);
        foreach (var leftover in new[] { replaced, Beside(folder, "new"), Beside(folder, "removed") }.Where(Directory.Exists))
            Directory.Delete(leftover, recursive: true);
    }

    private static string Beside(string folder, string suffix) =>
        Path.Combine(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder)}.{suffix}");
}

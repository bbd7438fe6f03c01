namespace FastOde.FlowMatching.Files;

/// <summary>Writes files so that a crash at any moment leaves either all of the new content or what was there before.</summary>
public static class WholeFile
{
    /// <summary>Writes under a name beside it, flushes to the device, renames, and flushes the folder.</summary>
    /// <param name="file">The file; one that is there is replaced.</param>
    /// <param name="content">All of its content.</param>
    /// <param name="mode">Who may read it, whatever the umask; null for the umask. Windows has no such thing.</param>
    /// <exception cref="IOException">The file cannot be written; nothing of it stays behind.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file is not writable.</exception>
    public static void Write(string file, ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        var temporary = TemporaryName(file);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
            if (mode is not null && !OperatingSystem.IsWindows())
                options.UnixCreateMode = mode;
            using (FileStream stream = new(temporary, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch
        {
            // Half a file would only take the space that is missing.
            File.Delete(temporary);
            throw;
        }

        FolderEntries.Flush(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }

    /// <summary>Finds out whether a file could be written, without writing it.</summary>
    /// <exception cref="IOException">It could not.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public static void Probe(string file) => File.Create(TemporaryName(file), 1, FileOptions.DeleteOnClose).Dispose();

    private static string TemporaryName(string file) => $"{file}.{Environment.ProcessId}.tmp";
}

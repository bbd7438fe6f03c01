using System.Globalization;

namespace FastOde.FlowMatching.Files;

/// <summary>
/// Writes files so that a crash at any moment leaves either all of the new content or what was there before. What a crash
/// leaves under a temporary name is deleted by the next write into the same folder.
/// </summary>
public static class WholeFile
{
    private const string Suffix = ".fastode.tmp";

    /// <summary>Writes under a name beside it, flushes to the device, renames, and flushes the folder.</summary>
    /// <param name="file">The file; one that is there is replaced.</param>
    /// <param name="content">All of its content.</param>
    /// <param name="mode">Who may read it, whatever the umask; null for the umask. Windows has no such thing.</param>
    /// <exception cref="IOException">The file cannot be written; nothing of it stays behind.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file is not writable.</exception>
    public static void Write(string file, ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        var temporary = Begin(file);
        try
        {
            using (var stream = Create(temporary, mode))
            {
                using (FileActivity.Begin("write", file))
                    stream.Write(content);
                using (FileActivity.Begin("flush", file))
                    stream.Flush(flushToDisk: true);
            }

            Rename(temporary, file);
        }
        catch
        {
            // Half a file would only take the space that is missing.
            File.Delete(temporary);
            throw;
        }

        FlushFolder(file);
    }

    /// <summary>The same for content that need not be in memory at once.</summary>
    /// <param name="file">The file; one that is there is replaced.</param>
    /// <param name="write">Writes all of its content.</param>
    /// <exception cref="IOException">The file cannot be written; nothing of it stays behind.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file is not writable.</exception>
    public static async Task Write(string file, Func<Stream, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = Begin(file);
        try
        {
            await using (var stream = Create(temporary, mode: null))
            {
                using (FileActivity.Begin("write", file))
                    await write(stream).ConfigureAwait(false);
                using (FileActivity.Begin("flush", file))
                    stream.Flush(flushToDisk: true);
            }

            Rename(temporary, file);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FlushFolder(file);
    }

    /// <summary>Finds out whether a file could be written, without writing it.</summary>
    /// <exception cref="IOException">It could not.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public static void Probe(string file) => File.Create(TemporaryName(file), 1, FileOptions.DeleteOnClose).Dispose();

    /// <summary>The name to write under.</summary>
    private static string Begin(string file)
    {
        DeleteLeftovers(FolderOf(file));
        return TemporaryName(file);
    }

    private static FileStream Create(string temporary, UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (mode is not null && !OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        return new(temporary, options);
    }

    private static void Rename(string temporary, string file)
    {
        using var activity = FileActivity.Begin("rename", file);
        File.Move(temporary, file, overwrite: true);
    }

    private static void FlushFolder(string file)
    {
        using var activity = FileActivity.Begin("folder flush", file);
        FolderEntries.Flush(FolderOf(file));
    }

    private static string FolderOf(string file) => Path.GetDirectoryName(Path.GetFullPath(file))!;

    private static string TemporaryName(string file) => string.Create(CultureInfo.InvariantCulture, $"{file}.{Environment.ProcessId}{Suffix}");

    private static void DeleteLeftovers(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, $"*{Suffix}").Where(IsLeftOver))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is another user's, and no reason not to write.
            }
        }
    }

    /// <summary>Whether the process that wrote under this name is gone.</summary>
    private static bool IsLeftOver(string file)
    {
        var process = Path.GetExtension(file[..^Suffix.Length]).TrimStart('.');
        return int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !OtherProcess.IsAlive(id);
    }
}

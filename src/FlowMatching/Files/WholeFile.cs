using System.Diagnostics;
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
        var temporary = TemporaryName(file);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        DeleteLeftovers(folder);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
            if (mode is not null && !OperatingSystem.IsWindows())
                options.UnixCreateMode = mode;
            using (FileStream stream = new(temporary, options))
            {
                using (FileActivity.Begin("write", file))
                    stream.Write(content);
                using (FileActivity.Begin("flush", file))
                    stream.Flush(flushToDisk: true);
            }

            using (FileActivity.Begin("rename", file))
                File.Move(temporary, file, overwrite: true);
        }
        catch
        {
            // Half a file would only take the space that is missing.
            File.Delete(temporary);
            throw;
        }

        using var activity = FileActivity.Begin("folder flush", file);
        FolderEntries.Flush(folder);
    }

    /// <summary>Finds out whether a file could be written, without writing it.</summary>
    /// <exception cref="IOException">It could not.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public static void Probe(string file) => File.Create(TemporaryName(file), 1, FileOptions.DeleteOnClose).Dispose();

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
        return int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !IsAlive(id);
    }

    private static bool IsAlive(int process)
    {
        try
        {
            Process.GetProcessById(process).Dispose();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

namespace FastOde.FlowMatching.Checkpoints;

/// <summary>Writes files so that a crash at any moment leaves either all of the new content or what was there before.</summary>
internal static class DurableFile
{
    /// <summary>Writes to a temporary name, flushes to the device, renames, and flushes the folder.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file is not writable.</exception>
    public static void Write(string file, ReadOnlySpan<byte> content)
    {
        var temporary = file + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch (IOException)
        {
            // Half a file would only take the space that is missing.
            File.Delete(temporary);
            throw;
        }

        DurableFolder.Flush(Path.GetDirectoryName(Path.GetFullPath(file))!);
    }
}

using System.Runtime.InteropServices;

namespace FastOde.FlowMatching.Files;

/// <summary>Makes renames durable: on Unix a folder's entries reach the device only when the folder itself is flushed.</summary>
internal static partial class FolderEntries
{
    private const int ReadOnly = 0;

    /// <summary>
    /// Flushes a folder's entries; does nothing on Windows, whose file systems journal them. Some network file systems
    /// cannot flush a folder; the file in it is whole all the same, so that is no error.
    /// </summary>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
            return;
        _ = Synchronize(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}

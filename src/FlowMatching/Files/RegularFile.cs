using System.Runtime.InteropServices;

namespace FastOde.FlowMatching.Files;

/// <summary>
/// Opens files that a user named. Opening a FIFO waits for a writer, perhaps for ever, and a device may never end, so
/// that anything but a regular file is refused first.
/// </summary>
public static partial class RegularFile
{
    private const int CurrentDirectory = -100;
    private const int TypeWanted = 1;
    private const int BufferBytes = 256;
    private const int ModeInStatx = 28;
    private const int ModeInStat = 4;
    private const int TypeOfMode = 0xF000;

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <exception cref="IOException">It is missing, no regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRead(string path)
    {
        Require(path);
        return File.OpenRead(path);
    }

    /// <summary>All bytes of a file.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <exception cref="IOException">It is missing, no regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadAllBytes(string path)
    {
        Require(path);
        return File.ReadAllBytes(path);
    }

    /// <summary>Refuses a path at which something other than a regular file lies; where nothing does, opening says so.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <exception cref="IOException">A folder, FIFO, socket or device lies there; the message is in words that follow "cannot be read".</exception>
    public static void Require(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (NameOf(TypeOf(path)) is { } other)
            throw new IOException($"it is a {other}, and a regular file was expected");
    }

    private static string? NameOf(int type) => type switch
    {
        0x1000 => "FIFO (named pipe)",
        0x2000 => "device",
        0x4000 => "folder",
        0x6000 => "device",
        0xC000 => "socket",
        _ => null,
    };

    // Zero where the system does not tell: .NET itself knows folders only.
    private static unsafe int TypeOf(string path)
    {
        var buffer = stackalloc byte[BufferBytes];
        if (OperatingSystem.IsLinux())
            return Statx(CurrentDirectory, path, 0, TypeWanted, buffer) == 0 ? *(ushort*)(buffer + ModeInStatx) & TypeOfMode : 0;
        if (OperatingSystem.IsMacOS())
            return Stat(path, buffer) == 0 ? *(ushort*)(buffer + ModeInStat) & TypeOfMode : 0;
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Stat(string path, byte* status);
}

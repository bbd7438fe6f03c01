using System.Runtime.InteropServices;

namespace FastOde.FlowMatching.Training;

/// <summary>Settings of the C library's allocator that matter to libtorch.</summary>
public static partial class NativeAllocator
{
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int Limit = 1 << 30;

    /// <summary>
    /// Keeps freed blocks below a gigabyte in the process. By default glibc returns tensors of a few hundred kilobytes
    /// to the kernel as soon as they are freed, and every step pays for their pages anew. Call it once at start; it does
    /// nothing where the C library is not glibc.
    /// </summary>
    /// <returns>True when the thresholds were raised.</returns>
    public static bool Configure()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out var library))
            return false;
        if (!NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out _))
            return false;
        return SetOption(MapThreshold, Limit) == 1 && SetOption(TrimThreshold, Limit) == 1;
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}

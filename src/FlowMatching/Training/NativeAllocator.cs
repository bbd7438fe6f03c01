using System.Runtime.InteropServices;

namespace FastOde.FlowMatching.Training;

/// <summary>The C library's allocator, as libtorch and SQLite need it.</summary>
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
    public static bool Configure() => IsGlibc() && SetOption(MapThreshold, Limit) == 1 && SetOption(TrimThreshold, Limit) == 1;

    /// <summary>
    /// Returns the pages of freed blocks to the kernel, which nothing else does after <see cref="Configure"/>. Those in use again
    /// are paid for anew, so it is for once in minutes. It does nothing where the C library is not glibc.
    /// </summary>
    /// <returns>True when pages were returned.</returns>
    public static bool Trim() => IsGlibc() && ReturnPages(0) == 1;

    private static bool IsGlibc() =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out _);

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int ReturnPages(nuint keptAtTheTop);
}

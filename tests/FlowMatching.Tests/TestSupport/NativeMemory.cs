using System.Runtime.InteropServices;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>What the C library has given out, tensors of libtorch among it. Only where that library is glibc.</summary>
public static partial class NativeMemory
{
    /// <summary>Whether the C library can say.</summary>
    public static bool IsKnown { get; } =
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "mallinfo2", out _);

    /// <summary>Bytes in use by the process.</summary>
    public static long InUse()
    {
        var counts = Counts();
        return (long)(counts.Mapped + counts.InUse);
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallinfo2")]
    private static partial MallocCounts Counts();

    /// <summary>glibc's <c>struct mallinfo2</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct MallocCounts
    {
        public nuint Arena;
        public nuint FreeChunks;
        public nuint FastChunks;
        public nuint MappedBlocks;
        public nuint Mapped;
        public nuint Unused;
        public nuint FastBytes;
        public nuint InUse;
        public nuint Free;
        public nuint Releasable;
    }
}

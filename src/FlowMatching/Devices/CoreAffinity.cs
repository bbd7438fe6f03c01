using System.Runtime.InteropServices;

namespace FastOde.FlowMatching.Devices;

/// <summary>
/// On which cores threads run. What native code starts from a thread inherits its cores: threads of libtorch, and processes. The
/// threads of .NET do not, and have to be told.
/// </summary>
public static partial class CoreAffinity
{
    /// <summary>More cores than a machine has.</summary>
    public const int MostCores = WordBits * Words;

    private const int WordBits = 64;
    private const int Words = 16;
    private const int ThisThread = 0;

    /// <summary>Whether the system can tell and be told.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>The cores on which the calling thread may run, in rising order; none where the system does not tell.</summary>
    public static IReadOnlyList<int> Current()
    {
        var mask = new ulong[Words];
        return IsSupported && Get(ThisThread, Words * sizeof(ulong), mask) == 0
            ? [.. Enumerable.Range(0, MostCores).Where(core => (mask[core / WordBits] >> (core % WordBits) & 1) != 0)]
            : [];
    }

    /// <summary>Has the calling thread run on these cores alone.</summary>
    /// <param name="cores">The cores, at least one.</param>
    /// <exception cref="InvalidOperationException">The system refuses.</exception>
    public static void Pin(IReadOnlyList<int> cores)
    {
        ArgumentNullException.ThrowIfNull(cores);
        var mask = new ulong[Words];
        foreach (var core in cores)
            mask[core / WordBits] |= 1UL << (core % WordBits);
        if (!IsSupported || Set(ThisThread, Words * sizeof(ulong), mask) != 0)
            throw new InvalidOperationException($"The slot cannot run on the cores {string.Join(", ", cores)} that --cores gives it; those of this process are {string.Join(", ", Current())}.");
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int Get(int thread, nint size, [Out] ulong[] mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int Set(int thread, nint size, ulong[] mask);
}

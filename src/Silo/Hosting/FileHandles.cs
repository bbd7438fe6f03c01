using System.Runtime.InteropServices;
using FastOde.Silo.Output;

namespace FastOde.Silo.Hosting;

/// <summary>
/// How many files this process may have open at a time. The runtime keeps every library open, some three hundred; with too
/// few handles left, one of them cannot be loaded, and the process ends in the middle of anything.
/// </summary>
internal static partial class FileHandles
{
    /// <summary>What silo, trainers and dashboard need, with room for connections.</summary>
    public const long Least = 1024;

    /// <summary>What any command needs to load its libraries.</summary>
    public const long LeastOfAnyCommand = 256;

    /// <summary>What to do about too few.</summary>
    public const string Cure = "raise it with ulimit -n 4096 in the shell, or LimitNOFILE=4096 in the service";

    private const int OpenFilesOnLinux = 7;
    private const int OpenFilesOnMac = 8;

    /// <summary>The limit; null where the system does not tell. The runtime has raised it to what the user may have.</summary>
    public static long? Limit()
    {
        if (OperatingSystem.IsWindows() || GetLimit(OperatingSystem.IsMacOS() ? OpenFilesOnMac : OpenFilesOnLinux, out var limits) != 0)
            return null;
        return limits.Current > long.MaxValue ? long.MaxValue : (long)limits.Current;
    }

    /// <summary>What is wrong with a limit, in words that its cure follows; null where nothing is.</summary>
    /// <param name="limit">The limit; null where it is not known.</param>
    /// <param name="least">What is needed.</param>
    public static string? Problem(long? limit, long least) =>
        limit < least ? $"this process may have {limit} files open at a time, and {least} are needed" : null;

    /// <summary>Refuses to begin with too few.</summary>
    /// <exception cref="CommandFailure">There are.</exception>
    public static void Require()
    {
        if (Problem(Limit(), Least) is { } problem)
            throw new CommandFailure(ExitCode.Environment, $"{problem}; {Cure}");
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limits limits);

    /// <summary>The system's <c>struct rlimit</c>.</summary>
    private struct Limits
    {
        public ulong Current;
        public ulong Maximum;
    }
}

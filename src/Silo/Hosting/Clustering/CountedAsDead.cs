using System.Runtime.InteropServices;
using FastOde.Silo.Output;

namespace FastOde.Silo.Hosting.Clustering;

/// <summary>
/// Ends a process that the others of its cluster have counted as dead: with one line and the machine's exit code, where the
/// runtime would write pages and a core. A service manager starts it again.
/// </summary>
internal sealed partial class CountedAsDead : IFatalErrorHandler
{
    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => exception is not OperationCanceledException;

    /// <inheritdoc/>
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        Console.Error.WriteLine(exception is null
            ? "the cluster has counted this process as dead, as one that slept, cannot be reached or got no processor time; what it ran goes on elsewhere, start it again"
            : $"this process cannot stay in the cluster: {exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}; what it ran goes on elsewhere, start it again");
        End(ExitCode.Environment);
    }

    /// <summary>At once: libtorch must not be taken down under threads that compute.</summary>
    private static void End(int exitCode)
    {
        if (!OperatingSystem.IsWindows())
            EndAtOnce(exitCode);
        Environment.Exit(exitCode);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void EndAtOnce(int exitCode);
}

using FastOde.Grains.Programs;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands;

/// <summary>Work on trials outside of training: Ctrl-C stops it, and its errors become lines with an exit code.</summary>
internal static class TrialWork
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static Task<int> Run(Func<CancellationToken, Task> work) => ShutdownSignals.Run(signals => Run(work, signals), ShutdownSignals.NothingStored);

    private static async Task<int> Run(Func<CancellationToken, Task> work, ShutdownSignals signals)
    {
        try
        {
            LibtorchLocation.Prepare();
            await work(signals.Token);
            return ExitCode.Ok;
        }
        catch (Exception failure) when (TrialProblemException.IsProblem(failure))
        {
            throw new CommandFailure(ExitCode.BadInput, failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Environment, $"{failure.Message.TrimEnd('.')}; free space or choose a folder that can be written");
        }
    }
}

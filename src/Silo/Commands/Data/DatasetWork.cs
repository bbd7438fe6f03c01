using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Downloads;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Commands.Data;

/// <summary>Work on the data sets of a data directory: Ctrl-C stops it, and its errors become lines with an exit code.</summary>
internal static class DatasetWork
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static Task<int> Run(HostSettings settings, Func<ImageDatasetStore, CancellationToken, Task> work) =>
        ShutdownSignals.Run(signals => Run(settings, work, signals), ShutdownSignals.NothingStored);

    /// <summary>Does it and writes it down, because it changes something.</summary>
    /// <param name="settings">The data directory.</param>
    /// <param name="action">What the audit calls it.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="work">What to do.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static Task<int> Change(HostSettings settings, string action, string dataset, Func<ImageDatasetStore, CancellationToken, Task> work) => Run(
        settings, (store, cancellationToken) => LocalAudit.Record(settings, action, $"data set {dataset}", () => work(store, cancellationToken), cancellationToken));

    private static async Task<int> Run(HostSettings settings, Func<ImageDatasetStore, CancellationToken, Task> work, ShutdownSignals signals)
    {
        var folder = new DataDirectory(settings.DataDirectory).DatasetsPath;
        try
        {
            // Away from this thread, because a file system that hangs cannot be cancelled: the first signal ends the command all the same.
            var done = Task.Run(() => work(new ImageDatasetStore(folder), signals.Token));
            if (await Task.WhenAny(done, Grace(signals)) != done)
                return signals.ExitCode;
            await done;
            return ExitCode.Ok;
        }
        catch (ImageDatasetException failure)
        {
            throw new CommandFailure(ExitCode.BadInput, failure.Message);
        }
        catch (DownloadException failure)
        {
            throw new CommandFailure(ExitCode.Environment, failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(
                ExitCode.Environment, $"{folder} cannot be written: {failure.Message.TrimEnd('.')}; make it writable, free space or choose another directory with --data DIR");
        }
    }

    private static async Task Grace(ShutdownSignals signals)
    {
        await signals.Wait();
        await Task.Delay(Patience, TimeProvider.System);
    }
}

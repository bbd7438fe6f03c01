using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Downloads;
using FastOde.Silo.Hosting;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Commands.Data;

/// <summary>Work on the data sets of a data directory: Ctrl-C stops it, and its errors become lines with an exit code.</summary>
internal static class DatasetWork
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static async Task<int> Run(HostSettings settings, Func<ImageDatasetStore, CancellationToken, Task> work)
    {
        using ShutdownSignals signals = new(Console.Error, "stopping; nothing is stored");
        var folder = new DataDirectory(settings.DataDirectory).DatasetsPath;
        try
        {
            await work(new ImageDatasetStore(folder), signals.Token);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return signals.ExitCode;
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
}

using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Downloads;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Commands.Features;

/// <summary>Work on the extractors of a data directory: Ctrl-C stops it, and its errors become lines with an exit code.</summary>
internal static class FeatureWork
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static Task<int> Run(HostSettings settings, Func<DataDirectory, FeatureExtractors, CancellationToken, Task> work) =>
        ShutdownSignals.Run(signals => Run(settings, work, signals), ShutdownSignals.NothingStored);

    /// <summary>Does it and writes it down, because it changes something.</summary>
    /// <param name="settings">The data directory.</param>
    /// <param name="action">What the audit calls it.</param>
    /// <param name="extractor">The extractor.</param>
    /// <param name="work">What to do.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It cannot be done.</exception>
    public static Task<int> Change(HostSettings settings, string action, string extractor, Func<DataDirectory, FeatureExtractors, CancellationToken, Task> work) => Run(
        settings,
        (directory, extractors, cancellationToken) => LocalAudit.Record(settings, action, $"extractor {extractor}", () => work(directory, extractors, cancellationToken), cancellationToken));

    private static async Task<int> Run(HostSettings settings, Func<DataDirectory, FeatureExtractors, CancellationToken, Task> work, ShutdownSignals signals)
    {
        LibtorchLocation.Prepare();
        var directory = new DataDirectory(settings.DataDirectory);
        try
        {
            await work(directory, new FeatureExtractors(directory.FeaturesPath), signals.Token);
            return ExitCode.Ok;
        }
        catch (Exception failure) when (failure is ImageDatasetException or FeatureFileException or CheckpointException)
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
                ExitCode.Environment,
                $"{directory.FeaturesPath} cannot be written: {failure.Message.TrimEnd('.')}; make it writable, free space or choose another directory with --data DIR");
        }
    }
}

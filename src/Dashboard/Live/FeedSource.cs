using Microsoft.Extensions.Logging;

namespace FastOde.Dashboard.Live;

/// <summary>Opens feeds for pages.</summary>
/// <param name="grains">Where experiments are found.</param>
/// <param name="time">The clock of the feeds.</param>
/// <param name="logger">Told when an experiment cannot be reached.</param>
public sealed class FeedSource(IGrainFactory grains, TimeProvider time, ILogger<ExperimentFeed> logger)
{
    /// <summary>Opens the feed of one experiment; the caller disposes it.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="deliver">Called with changes, never twice at once, on no particular thread.</param>
    public Task<ExperimentFeed> Open(long experimentId, Func<ExperimentChanges, Task> deliver) =>
        ExperimentFeed.Start(grains, experimentId, time, logger, deliver);
}

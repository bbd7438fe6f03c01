using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using Microsoft.Extensions.Logging;

namespace FastOde.Dashboard.Live;

/// <summary>Makes sessions for pages.</summary>
/// <param name="grains">Where running experiments are found.</param>
/// <param name="results">Where history is found.</param>
/// <param name="time">The clock of subscriptions.</param>
/// <param name="logger">Told when an experiment cannot be reached.</param>
public sealed class SessionSource(IGrainFactory grains, IResultQueries results, TimeProvider time, ILogger<ExperimentSession> logger)
{
    /// <summary>A session that has opened nothing yet; the caller disposes it.</summary>
    /// <param name="history">Where points go, where several experiments share a chart.</param>
    public ExperimentSession New(MetricHistory? history = null) => new(grains, results, time, logger, history);
}

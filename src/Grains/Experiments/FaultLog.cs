using FastOde.Storage;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Experiments;

/// <summary>Says what keeps an experiment from following its trials. A fault of the database is said once, not at every pass that meets it.</summary>
/// <param name="logger">Where it is said.</param>
internal sealed class FaultLog(ILogger logger)
{
    private string? fault;

    /// <summary>Says what went wrong.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="error">What a pass met.</param>
    public void Say(long experimentId, Exception error)
    {
        if (error is not StorageException)
            logger.LogError(error, "Experiment {Experiment} could not follow its trials; it tries again shortly", experimentId);
        else if (fault != error.Message)
            logger.LogWarning("Experiment {Experiment} waits: {Fault}", experimentId, error.Message);
        fault = (error as StorageException)?.Message;
    }

    /// <summary>A pass met nothing; the next fault is said again.</summary>
    public void Clear() => fault = null;
}

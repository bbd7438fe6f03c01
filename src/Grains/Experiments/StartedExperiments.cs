using System.Collections.Concurrent;

namespace FastOde.Grains.Experiments;

/// <summary>
/// The experiments that this process has been told to run. An unfinished experiment that nobody has started may be
/// looked at without starting it.
/// </summary>
/// <param name="options">Where unfinished experiments go on by themselves, all count as started.</param>
internal sealed class StartedExperiments(FastOdeGrainsOptions options)
{
    private readonly ConcurrentDictionary<long, bool> started = new();

    /// <summary>Notes that an experiment is to run.</summary>
    public void Add(long experimentId) => started[experimentId] = true;

    /// <summary>Whether an experiment is to run.</summary>
    public bool Includes(long experimentId) => options.ResumesUnfinished || started.ContainsKey(experimentId);
}

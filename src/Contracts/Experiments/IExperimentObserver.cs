using Orleans.Concurrency;

namespace FastOde.Contracts.Experiments;

/// <summary>Receives the live changes of one experiment; calls come one way and in no guaranteed order.</summary>
[Alias("FastOde.IExperimentObserver")]
public interface IExperimentObserver : IGrainObserver
{
    /// <summary>What the observer is interested in has changed.</summary>
    [Alias("Changed"), OneWay]
    Task Changed(ExperimentChanges changes);
}

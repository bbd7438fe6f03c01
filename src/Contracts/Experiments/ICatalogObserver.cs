using Orleans.Concurrency;

namespace FastOde.Contracts.Experiments;

/// <summary>Hears that lists of experiments may read otherwise now: one is new, or has another name, other tags or another place; and that there are notices.</summary>
[Alias("FastOde.ICatalogObserver")]
public interface ICatalogObserver : IGrainObserver
{
    /// <summary>Lists have changed since this was last called.</summary>
    [Alias("Changed"), OneWay]
    Task Changed();

    /// <summary>Something has happened that people may want to hear of: notices were stored since this was last called.</summary>
    [Alias("Noticed"), OneWay]
    Task Noticed();
}

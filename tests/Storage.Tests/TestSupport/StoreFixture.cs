using FastOde.Contracts.Results;
using FastOde.Storage.Experiments;
using FastOde.Storage.Measurements;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>A fresh, initialized database and everything that reads and writes it.</summary>
public abstract class StoreFixture : IAsyncDisposable
{
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 125, TimeSpan.Zero));

    public abstract IExperimentStore Experiments { get; }

    public abstract ITrialStore Trials { get; }

    public abstract IMeasurementStore Measurements { get; }

    public abstract IResultQueries Results { get; }

    public abstract ValueTask DisposeAsync();
}

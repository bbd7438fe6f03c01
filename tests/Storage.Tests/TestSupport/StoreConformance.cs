using FastOde.Contracts.Trials;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>Base of what every database must do; a provider derives from each suite and says how a database is made.</summary>
public abstract class StoreConformance : IAsyncLifetime
{
    private StoreFixture? fixture;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected StoreFixture Fixture => fixture ?? throw new InvalidOperationException("the fixture is made before each test");

    public virtual async ValueTask InitializeAsync() => fixture = await CreateFixture();

    public virtual async ValueTask DisposeAsync()
    {
        if (fixture is not null)
            await fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<StoreFixture> CreateFixture();

    /// <summary>An experiment of that many trials, the first of them running.</summary>
    protected async Task<AttemptLease> Begin(int trials = 1)
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(trials), Cancellation);
        return await Fixture.Trials.BeginAttempt($"{id}-1", "host/cpu-0", Sample.Lease, Cancellation);
    }
}

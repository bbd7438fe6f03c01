using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Trials;

public sealed class PostgresTrialTests(PostgresServer server) : TrialConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

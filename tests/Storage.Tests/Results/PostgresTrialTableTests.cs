using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Results;

public sealed class PostgresTrialTableTests(PostgresServer server) : TrialTableConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

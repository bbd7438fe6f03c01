using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Pruning;

public sealed class PostgresPruningTests(PostgresServer server) : PruningConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

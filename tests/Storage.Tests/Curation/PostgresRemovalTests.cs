using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Curation;

public sealed class PostgresRemovalTests(PostgresServer server) : RemovalConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

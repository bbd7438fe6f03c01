using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Access;

public sealed class PostgresAccountTests(PostgresServer server) : AccountConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

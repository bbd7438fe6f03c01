using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Access;

public sealed class PostgresTokenTests(PostgresServer server) : TokenConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

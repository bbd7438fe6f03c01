using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Results;

public sealed class PostgresResultTests(PostgresServer server) : ResultConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

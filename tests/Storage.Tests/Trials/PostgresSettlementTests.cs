using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Trials;

public sealed class PostgresSettlementTests(PostgresServer server) : SettlementConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

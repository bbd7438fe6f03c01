using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Repairs;

public sealed class PostgresRepairTests(PostgresServer server) : RepairConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

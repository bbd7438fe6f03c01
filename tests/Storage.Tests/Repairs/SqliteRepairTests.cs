using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Repairs;

public sealed class SqliteRepairTests : RepairConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

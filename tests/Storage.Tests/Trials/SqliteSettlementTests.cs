using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Trials;

public sealed class SqliteSettlementTests : SettlementConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

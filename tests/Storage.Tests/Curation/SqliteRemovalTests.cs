using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Curation;

public sealed class SqliteRemovalTests : RemovalConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Pruning;

public sealed class SqlitePruningTests : PruningConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Imports;

public sealed class SqliteImportTests : ImportConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

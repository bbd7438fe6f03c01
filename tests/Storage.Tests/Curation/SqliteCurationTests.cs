using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Curation;

public sealed class SqliteCurationTests : CurationConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

using FastOde.Storage.Tests.Fixtures;

namespace FastOde.Storage.Tests.Results;

public sealed class SqliteResultTests : ResultConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

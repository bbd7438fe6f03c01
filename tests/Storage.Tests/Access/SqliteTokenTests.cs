using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Access;

public sealed class SqliteTokenTests : TokenConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

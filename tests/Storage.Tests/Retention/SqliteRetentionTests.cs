using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Retention;

public sealed class SqliteRetentionTests : RetentionConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Access;

public sealed class SqliteAuditTests : AuditConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

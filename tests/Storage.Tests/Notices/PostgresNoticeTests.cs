using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Notices;

public sealed class PostgresNoticeTests(PostgresServer server) : NoticeConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

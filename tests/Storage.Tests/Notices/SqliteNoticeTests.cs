using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Notices;

public sealed class SqliteNoticeTests : NoticeConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

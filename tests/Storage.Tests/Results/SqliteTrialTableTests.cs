using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Results;

public sealed class SqliteTrialTableTests : TrialTableConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

using FastOde.Storage.Tests.Fixtures;

namespace FastOde.Storage.Tests.Trials;

public sealed class SqliteTrialTests : TrialConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

using FastOde.Storage.Tests.Fixtures;

namespace FastOde.Storage.Tests.Experiments;

public sealed class SqliteExperimentTests : ExperimentConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Experiments;

public sealed class SqliteExperimentFolderTests : ExperimentFolderConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Experiments;

public sealed class PostgresExperimentFolderTests(PostgresServer server) : ExperimentFolderConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

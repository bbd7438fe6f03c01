using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Experiments;

public sealed class PostgresExperimentTests(PostgresServer server) : ExperimentConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

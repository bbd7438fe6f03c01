using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Results;

public sealed class PostgresCompletedTrialsTests(PostgresServer server) : CompletedTrialsConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

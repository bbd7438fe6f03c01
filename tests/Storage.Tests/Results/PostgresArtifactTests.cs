using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Results;

public sealed class PostgresArtifactTests(PostgresServer server) : ArtifactConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Curation;

public sealed class PostgresCurationTests(PostgresServer server) : CurationConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

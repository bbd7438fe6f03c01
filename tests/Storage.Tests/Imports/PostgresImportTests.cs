using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Imports;

public sealed class PostgresImportTests(PostgresServer server) : ImportConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

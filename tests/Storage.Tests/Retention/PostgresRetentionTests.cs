using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Retention;

public sealed class PostgresRetentionTests(PostgresServer server) : RetentionConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Access;

public sealed class PostgresAuditTests(PostgresServer server) : AuditConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Measurements;

public sealed class PostgresMeasurementTests(PostgresServer server) : MeasurementConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await PostgresStoreFixture.Create(server);
}

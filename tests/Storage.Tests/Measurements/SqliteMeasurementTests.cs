using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Measurements;

public sealed class SqliteMeasurementTests : MeasurementConformance
{
    protected override async Task<StoreFixture> CreateFixture() => await SqliteStoreFixture.Create();
}

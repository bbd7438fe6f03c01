using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Database;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Database;

public sealed class DatabaseModelTests
{
    [Fact]
    public async Task Model_AgainstMigrations_HasNoPendingChanges()
    {
        await using SqliteStoreFixture fixture = await SqliteStoreFixture.Create();
        await using FastOdeContext context = fixture.Services.GetRequiredService<IContextSource>().Create();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Migrations_AppliedToANewFile_MakeEveryMappedColumn()
    {
        await using SqliteStoreFixture fixture = await SqliteStoreFixture.Create();
        await using FastOdeContext context = fixture.Services.GetRequiredService<IContextSource>().Create();

        foreach (var type in context.Model.GetEntityTypes())
        {
            string table = type.GetTableName()!;
            List<string> columns = await context.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_table_info({table})")
                .ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(type.GetProperties().Select(property => property.GetColumnName()).Order(), columns.Order());
        }
    }

    [Fact]
    public async Task Migrations_AppliedToADatabaseOfTheFirstVersion_KeepItsRows()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using SqliteStoreFixture fixture = await SqliteStoreFixture.Create();
        await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), cancellation);
        AttemptLease lease = await fixture.Trials.BeginAttempt("1-1", "s", Sample.Lease, cancellation);
        EvaluationRecord[] rows = [Sample.Cell("1-1", 100, number: 20), Sample.Cell("1-1", 100, number: 50, value: double.NaN)];
        await fixture.Measurements.AddEvaluation(lease, rows, null, null, cancellation);
        await using (FastOdeContext context = fixture.Services.GetRequiredService<IContextSource>().Create())
            await context.GetService<IMigrator>().MigrateAsync(context.Database.GetMigrations().First(), cancellation);

        await fixture.Initialize();

        Assert.Equivalent(rows, await fixture.Results.Evaluations(["1-1"], cancellation), strict: true);
    }
}

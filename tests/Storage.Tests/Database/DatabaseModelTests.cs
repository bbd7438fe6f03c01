using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
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
        await using FastOdeContext context = fixture.Services.GetRequiredService<IDatabase>().CreateContext();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Migrations_AppliedToANewFile_MakeEveryMappedColumn()
    {
        await using SqliteStoreFixture fixture = await SqliteStoreFixture.Create();
        await using FastOdeContext context = fixture.Services.GetRequiredService<IDatabase>().CreateContext();

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
        using var temporary = new TemporaryDirectory();
        await using SqliteStoreFixture fixture = SqliteStoreFixture.Uninitialized(new DataDirectory(temporary.Path));
        await using (FastOdeContext context = fixture.Services.GetRequiredService<IDatabase>().CreateContext())
        {
            await context.GetService<IMigrator>().MigrateAsync(context.Database.GetMigrations().First(), cancellation);
            await context.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO experiments (id, name, state, created_at, spec, spec_text)
                VALUES (1, 'old', 'Running', '2026-01-01T00:00:00.000Z', '{{"name":"old","seeds":[0],"trial":{{}},"search":{{}},"limits":{{}}}}', '');
                INSERT INTO trials (id, public_id, experiment_id, number, parameters, seed, state, step, iterations, epoch, spec)
                VALUES (1, '1-1', 1, 1, '{{"coupling.beta":10}}', 0, 'Queued', 0, 100, 0, '{{"iterations":100}}');
                INSERT INTO evaluations (trial_id, step, metric, solver, number, steps, nfe, value, floor, seconds)
                VALUES (1, 100, 'wasserstein2', 'euler', 4, 4, 4, 1.5, NULL, 0.25), (1, 100, 'curvature', 'euler', 4, 4, 4, NULL, NULL, 0.25);
                """,
                cancellation);
        }

        await fixture.Initialize();

        TrialDetail trial = (await fixture.Trials.Find("1-1", cancellation))!;
        Assert.Equal((100, TrialState.Queued), (trial.Spec.Iterations, trial.Summary.State));
        Assert.Equal(1, (await fixture.Experiments.Find(1, cancellation))!.Summary.TrialCount);
        Assert.Equal(
            [("curvature", double.NaN), ("wasserstein2", 1.5)],
            (await fixture.Results.Evaluations(["1-1"], cancellation)).Select(row => (row.Metric, row.Value)));
    }
}

using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Database;

public sealed class DatabaseModelTests
{
    [Fact]
    public async Task Migrations_AppliedToANewFile_MakeWhatTheModelSays()
    {
        await using var fixture = await SqliteStoreFixture.Create();
        await using var context = fixture.Services.GetRequiredService<IDatabase>().CreateContext();
        await using var modelled = new SqliteConnection("Data Source=:memory:");
        await modelled.OpenAsync(TestContext.Current.CancellationToken);
        await using (var command = modelled.CreateCommand())
        {
#pragma warning disable CA2100 // EF's own script.
            command.CommandText = context.Database.GenerateCreateScript();
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var migrated = new SqliteConnection($"Data Source={fixture.Directory.DatabasePath};Pooling=False");
        await migrated.OpenAsync(TestContext.Current.CancellationToken);

        var expected = Schema(modelled);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Schema(migrated));
    }

    [Fact]
    public async Task Migrations_AppliedToADatabaseOfTheFirstVersion_KeepItsRows()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var temporary = new TemporaryDirectory();
        await using var fixture = SqliteStoreFixture.Uninitialized(new DataDirectory(temporary.Path));
        await using (var context = fixture.Services.GetRequiredService<IDatabase>().CreateContext())
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

        var trial = (await fixture.Trials.Find("1-1", cancellation))!;
        Assert.Equal((100, TrialState.Queued), (trial.Spec.Iterations, trial.Summary.State));
        Assert.Equal(1, (await fixture.Experiments.Find(1, cancellation))!.Summary.TrialCount);
        Assert.Equal(
            [("curvature", double.NaN), ("wasserstein2", 1.5)],
            (await fixture.Results.Evaluations(TrialSelection.Of(["1-1"]), cancellation)).Select(row => (row.Metric, row.Value)));
    }

    [Fact]
    public async Task Migration_OfATrialWhoseSpecIsNoJson_SpoilsThatTrialAlone()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var temporary = new TemporaryDirectory();
        EarlierVersion.Unpack(temporary.Path);
        var database = new DataDirectory(temporary.Path).DatabasePath;
        DirectQuery.Run(database, "UPDATE trials SET spec = 'half a sp' WHERE public_id = '3-2'");

        await using var fixture = await SqliteStoreFixture.Open(new DataDirectory(temporary.Path));

        await Assert.ThrowsAsync<StorageException>(() => fixture.Trials.Spec("3-2", cancellation));
        Assert.Equal("branin", (await fixture.Trials.Spec("3-1", cancellation)).Function);
        Assert.NotEmpty(await fixture.Experiments.Trials(3, cancellation));
    }

    [Fact]
    public async Task Migration_ThatFailsHalfWay_LeavesTheDatabaseAsItWas()
    {
        using var temporary = new TemporaryDirectory();
        EarlierVersion.Unpack(temporary.Path);
        var database = new DataDirectory(temporary.Path).DatabasePath;
        DirectQuery.Run(database, "CREATE TABLE numbered_evaluations (in_the_way INTEGER)");
        var before = Content();

        await using var fixture = SqliteStoreFixture.Uninitialized(new DataDirectory(temporary.Path));
        await Assert.ThrowsAnyAsync<Exception>(fixture.Initialize);

        Assert.Equal(before, Content());
        DirectQuery.Run(database, "DROP TABLE numbered_evaluations");
        await fixture.Initialize();
        Assert.Empty(DirectQuery.Run(database, "PRAGMA foreign_key_check"));

        IReadOnlyList<string> Content() =>
        [
            .. DirectQuery.Run(database, "SELECT sql FROM sqlite_master WHERE name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name"),
            .. DirectQuery.Run(database, "SELECT public_id || spec || parameters FROM trials ORDER BY id"),
            .. DirectQuery.Run(database, "SELECT metric || solver || value FROM evaluations ORDER BY trial_id, step, metric, solver, number"),
        ];
    }

    /// <summary>Columns, references and indexes of every table, a line each; what they are called does not matter.</summary>
    private static IReadOnlyList<string> Schema(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            WITH tables(name) AS (SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\_\_EF%' ESCAPE '\')
            SELECT t.name || ' column ' || c.name || ' ' || c.type || iif(c."notnull", ' not null', '') || iif(c.pk, ' key ' || c.pk, '')
            FROM tables t, pragma_table_info(t.name) c
            UNION ALL
            SELECT t.name || ' reference ' || f."from" || ' to ' || f."table" || '.' || f."to" || ' ' || f.on_delete
            FROM tables t, pragma_foreign_key_list(t.name) f
            UNION ALL
            SELECT t.name || ' index ' || (SELECT group_concat(k.name) FROM pragma_index_info(i.name) k) || iif(i."unique", ' unique', '') || iif(i.partial, ' partial', '')
            FROM tables t, pragma_index_list(t.name) i WHERE i.origin = 'c'
            ORDER BY 1
            """;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.GetString(0));
        return lines;
    }
}

using FastOde.Contracts.Queries;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FastOde.Storage.Sqlite;

/// <summary>
/// The model on SQLite. Its migrations are written by hand in <c>Sqlite/Migrations</c>; a test compares what they make with
/// the model.
/// </summary>
/// <param name="options">Connection.</param>
internal sealed class SqliteFastOdeContext(DbContextOptions<SqliteFastOdeContext> options) : FastOdeContext(options)
{
    /// <summary>Options that point a context at a database file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="busyTimeout">How long to wait for another program's write.</param>
    public static DbContextOptions<SqliteFastOdeContext> Options(string path, TimeSpan busyTimeout) => new DbContextOptionsBuilder<SqliteFastOdeContext>()
        .UseSqlite(ConnectionString(path, busyTimeout))
        .AddInterceptors(new SqliteConnectionSetup(busyTimeout))
        // EF would compare the model with a copy of it beside the migrations.
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
        .Options;

    /// <summary>The connection string of a database file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="busyTimeout">How long to wait for another program's write.</param>
    public static string ConnectionString(string path, TimeSpan busyTimeout) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = Math.Max(1, (int)Math.Ceiling(busyTimeout.TotalSeconds)),
    }.ToString();

    /// <inheritdoc/>
    public override object Stored(DateTimeOffset moment) => UtcTextColumn.Write(moment);

    /// <inheritdoc/>
    public override object Stored(string text) => text;

    /// <inheritdoc/>
    public override string Texts(string parameter) => $"SELECT value FROM json_each({parameter})";

    /// <inheritdoc/>
    public override IQueryable<ExperimentEntity> ExperimentsNamed(string part) =>
#pragma warning disable CA1304, CA1311, CA1862 // Translated to the database's lower(), which SqliteConnectionSetup gives.
        Experiments.Where(experiment => experiment.Name.ToLower().Contains(part.ToLowerInvariant()));
#pragma warning restore CA1304, CA1311, CA1862

    /// <inheritdoc/>
    public override IQueryable<ExperimentEntity> ExperimentsOn(string name) =>
        Experiments.FromSqlRaw("SELECT * FROM experiments WHERE json_extract(spec, '$.trial.data.name') = {0}", name);

    /// <inheritdoc/>
    public override IQueryable<AssignmentEntity> AssignmentsThatMeet(TrialCondition condition)
    {
        var met = condition.Number is null
            ? $"CASE p.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(p.value AS TEXT) END {ConditionText.Of(condition.Relation)} {{1}}"
            : $"p.type IN ('integer', 'real') AND p.value {ConditionText.Of(condition.Relation)} {{1}}";
        var statement = $"SELECT a.* FROM assignments a WHERE EXISTS (SELECT 1 FROM json_each(a.parameters) p WHERE (p.key = {{0}} OR substr(p.key, -length({{0}}) - 1) = '.' || {{0}}) AND {met})";
        return Assignments.FromSqlRaw(statement, condition.Key, condition.Number ?? (object)condition.Text);
    }

    /// <inheritdoc/>
    public override async Task<long> HighestExperiment(CancellationToken cancellationToken) =>
        await Statements.Number("SELECT seq FROM sqlite_sequence WHERE name = 'experiments'", cancellationToken).ConfigureAwait(false) ?? 0;

    /// <inheritdoc/>
    public override Task CountExperimentsFrom(long id, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTextColumn>();
    }
}

using FastOde.Contracts.Queries;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace FastOde.Storage.Postgres;

/// <summary>
/// The model on PostgreSQL. Its migrations are written by hand in <c>Postgres/Migrations</c>; a test compares what they make
/// with the model.
/// </summary>
/// <param name="options">Connection.</param>
internal sealed class PostgresFastOdeContext(DbContextOptions<PostgresFastOdeContext> options) : FastOdeContext(options)
{
    /// <summary>Orders texts by their bytes, as SQLite does, whatever language the database was made for.</summary>
    private const string Bytewise = "C";

    /// <summary>Knows capital letters of every script; the database's own collation may know ASCII only.</summary>
    private const string EveryScript = "und-x-icu";

    /// <summary>Options that point a context at a database.</summary>
    /// <param name="connection">The connection string.</param>
    public static DbContextOptions<PostgresFastOdeContext> Options(string connection) => new DbContextOptionsBuilder<PostgresFastOdeContext>()
        .UseNpgsql(connection)
        // EF would compare the model with a copy of it beside the migrations.
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
        .Options;

    /// <inheritdoc/>
    public override object Stored(DateTimeOffset moment) => moment.ToUniversalTime();

    /// <inheritdoc/>
    public override object Stored(string text) => PostgresText.Storable(text);

    /// <inheritdoc/>
    public override string Texts(string parameter) => $"SELECT value FROM json_array_elements_text(CAST({parameter} AS json)) AS texts(value)";

    /// <inheritdoc/>
    public override IQueryable<ExperimentEntity> ExperimentsNamed(string part) =>
#pragma warning disable CA1304, CA1311, CA1862 // Translated to the database's lower().
        Experiments.Where(experiment => EF.Functions.Collate(experiment.Name, EveryScript).ToLower().Contains(part.ToLowerInvariant()));
#pragma warning restore CA1304, CA1311, CA1862

    /// <inheritdoc/>
    public override IQueryable<ExperimentEntity> ExperimentsOn(string name) =>
        Experiments.FromSqlRaw("SELECT * FROM experiments WHERE CAST(spec AS json) #>> '{{trial,data,name}}' = {0}", name);

    /// <inheritdoc/>
    public override IQueryable<AssignmentEntity> AssignmentsThatMeet(TrialCondition condition)
    {
        var met = condition.Number is null
            ? $"p.value {ConditionText.Of(condition.Relation)} {{1}}"
            : $"CASE json_typeof(CAST(a.parameters AS json) -> p.key) WHEN 'number' THEN CAST(p.value AS double precision) {ConditionText.Of(condition.Relation)} {{1}} ELSE false END";
        var statement = $"SELECT a.* FROM assignments a WHERE EXISTS (SELECT 1 FROM json_each_text(CAST(a.parameters AS json)) p WHERE (p.key = {{0}} OR right(p.key, length({{0}}) + 1) = '.' || {{0}}) AND {met})";
        return Assignments.FromSqlRaw(statement, condition.Key, condition.Number ?? (object)condition.Text);
    }

    /// <inheritdoc/>
    public override async Task<long> HighestExperiment(CancellationToken cancellationToken) =>
        await Statements.Number("SELECT pg_sequence_last_value(pg_get_serial_sequence('experiments', 'id')::regclass)", cancellationToken).ConfigureAwait(false) ?? 0;

    /// <inheritdoc/>
    public override async Task CountExperimentsFrom(long id, CancellationToken cancellationToken) =>
        await Statements.Number("SELECT setval(pg_get_serial_sequence('experiments', 'id'), @p0)", cancellationToken, id).ConfigureAwait(false);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);

        // An entry of an ordinary index ends at 2,704 bytes, and assignments may be longer.
        modelBuilder.Entity<AssignmentEntity>(assignment =>
        {
            assignment.Metadata.RemoveIndex(assignment.Metadata.GetIndexes().Single());
            assignment.HasIndex(row => row.ExperimentId);
            assignment.HasIndex(row => row.Parameters).HasMethod("hash");
        });
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()).Where(IsText))
            property.SetCollation(Bytewise);
    }

    private static bool IsText(IMutableProperty property) =>
        (property.GetValueConverter()?.ProviderClrType ?? property.GetProviderClrType() ?? property.ClrType) == typeof(string);
}

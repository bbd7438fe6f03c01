using FastOde.Storage.Configurations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace FastOde.Storage.Database;

/// <summary>The model on SQLite; its migrations are in <c>Migrations/Sqlite</c>.</summary>
/// <param name="options">Connection.</param>
internal sealed class SqliteFastOdeContext(DbContextOptions<SqliteFastOdeContext> options) : FastOdeContext(options)
{
    // Each statement at level Information would drown everything else, and what fails is told by its exception.
    private static readonly (EventId, LogLevel)[] Quiet =
    [
        (RelationalEventId.CommandExecuted, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug),
        (RelationalEventId.ConnectionError, LogLevel.Debug),
        (RelationalEventId.TransactionError, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
    ];

    /// <summary>Points a context at a database file.</summary>
    /// <param name="builder">The options to complete.</param>
    /// <param name="path">The file.</param>
    /// <param name="busyTimeout">How long to wait for another program's write.</param>
    public static void Configure(DbContextOptionsBuilder builder, string path, TimeSpan busyTimeout) => builder
        .UseSqlite(ConnectionString(path, busyTimeout))
        .AddInterceptors(new SqliteConnectionSetup(busyTimeout))
        .ConfigureWarnings(warnings => warnings.Log(Quiet));

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
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTextColumn>();
    }
}

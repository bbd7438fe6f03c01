using FastOde.Storage.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Sqlite;

/// <summary>The model on SQLite; its migrations are in <c>Sqlite/Migrations</c>.</summary>
/// <param name="options">Connection.</param>
internal sealed class SqliteFastOdeContext(DbContextOptions<SqliteFastOdeContext> options) : FastOdeContext(options)
{
    /// <summary>Options that point a context at a database file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="busyTimeout">How long to wait for another program's write.</param>
    public static DbContextOptions<SqliteFastOdeContext> Options(string path, TimeSpan busyTimeout) => new DbContextOptionsBuilder<SqliteFastOdeContext>()
        .UseSqlite(ConnectionString(path, busyTimeout))
        .AddInterceptors(new SqliteConnectionSetup(busyTimeout))
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
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTextColumn>();
    }
}

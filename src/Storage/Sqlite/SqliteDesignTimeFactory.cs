using Microsoft.EntityFrameworkCore.Design;

namespace FastOde.Storage.Sqlite;

/// <summary>Lets <c>dotnet ef migrations add NAME --project src/Storage --output-dir Sqlite/Migrations</c> work without an executable.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteFastOdeContext>
{
    /// <inheritdoc/>
    public SqliteFastOdeContext CreateDbContext(string[] args) => new(SqliteFastOdeContext.Options(":memory:", TimeSpan.FromSeconds(1)));
}

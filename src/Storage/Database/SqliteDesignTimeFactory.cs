using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FastOde.Storage.Database;

/// <summary>Lets <c>dotnet ef migrations add NAME --project src/Storage --output-dir Migrations/Sqlite</c> work without an executable.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteFastOdeContext>
{
    /// <inheritdoc/>
    public SqliteFastOdeContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteFastOdeContext>();
        SqliteFastOdeContext.Configure(builder, ":memory:", TimeSpan.FromSeconds(1));
        return new SqliteFastOdeContext(builder.Options);
    }
}

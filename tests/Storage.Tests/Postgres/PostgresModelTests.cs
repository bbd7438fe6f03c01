using FastOde.Storage.Database;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Postgres;

public sealed class PostgresModelTests(PostgresServer server)
{
    /// <summary>Columns, references and indexes of every table, a line each; what they are called does not matter.</summary>
    private const string Schema =
        """
        SELECT line FROM (
            SELECT c.table_name || ' column ' || c.column_name || ' ' || c.data_type || ' ' || COALESCE(c.collation_name, '') || ' ' || c.is_nullable || ' ' || c.is_identity AS line
            FROM information_schema.columns c WHERE c.table_schema = 'public'
            UNION ALL
            SELECT conrelid::regclass || ' ' || contype::text || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL
            SELECT tablename || ' index ' || regexp_replace(indexdef, ' INDEX \S+ ', ' INDEX ') FROM pg_indexes WHERE schemaname = 'public') AS lines
        WHERE line NOT LIKE '%\_\_EF%' AND line NOT LIKE 'orleans%'
        ORDER BY line COLLATE "C"
        """;

    [Fact]
    public async Task Migrations_AppliedToANewDatabase_MakeWhatTheModelSays()
    {
        await using var fixture = await PostgresStoreFixture.Create(server);
        await using var context = fixture.Services.GetRequiredService<IDatabase>().CreateContext();
        var modelled = await server.CreateDatabase();

        await server.Execute(modelled, context.Database.GenerateCreateScript());

        var expected = await server.Query(modelled, Schema);
        Assert.True(expected.Count > 80, string.Join('\n', expected));
        Assert.Equal(expected, await server.Query(fixture.Database, Schema));
    }

    [Fact]
    public async Task Columns_OfTexts_AreOrderedByTheirBytesInADatabaseThatOrdersOtherwise()
    {
        await using var fixture = await PostgresStoreFixture.Create(server);

        await server.Execute(fixture.Database, "INSERT INTO metrics (name) VALUES ('loss'), ('Loss'), ('a-b'), ('ab'), ('é'), ('z')");

        Assert.Equal(["Loss", "a-b", "ab", "loss", "z", "é"], await server.Query(fixture.Database, "SELECT name FROM metrics ORDER BY name"));
        Assert.Equal(["C"], await server.Query(fixture.Database, "SELECT DISTINCT collation_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'text'"));
    }
}

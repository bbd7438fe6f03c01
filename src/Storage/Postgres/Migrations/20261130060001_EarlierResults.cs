using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresFastOdeContext))]
    [Migration("20261130060001_EarlierResults")]
    internal sealed class EarlierResults : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            ALTER TABLE experiments ADD COLUMN earlier_results text COLLATE "C" NULL;
            """);
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteFastOdeContext))]
    [Migration("20261130050000_Curation")]
    internal sealed class Curation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            ALTER TABLE experiments ADD COLUMN notes TEXT NOT NULL DEFAULT '';
            ALTER TABLE experiments ADD COLUMN tags TEXT NOT NULL DEFAULT '';
            ALTER TABLE experiments ADD COLUMN archived_at TEXT NULL;
            ALTER TABLE experiments ADD COLUMN goes_at TEXT NULL;
            ALTER TABLE experiments ADD COLUMN is_removing INTEGER NOT NULL DEFAULT 0;
            """);
    }
}

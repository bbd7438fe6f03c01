using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteFastOdeContext))]
    [Migration("20261130060000_Additions")]
    internal sealed class Additions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            ALTER TABLE experiments ADD COLUMN additions TEXT NULL;
            ALTER TABLE trials ADD COLUMN forgiven_attempts INTEGER NOT NULL DEFAULT 0;
            """);
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresFastOdeContext))]
    [Migration("20261130060000_Additions")]
    internal sealed class Additions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            ALTER TABLE experiments ADD COLUMN additions text COLLATE "C" NULL;
            ALTER TABLE trials ADD COLUMN forgiven_attempts bigint NOT NULL DEFAULT 0;
            """);
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresFastOdeContext))]
    [Migration("20261130050000_Curation")]
    internal sealed class Curation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            ALTER TABLE experiments ADD COLUMN notes text COLLATE "C" NOT NULL DEFAULT '';
            ALTER TABLE experiments ADD COLUMN tags text COLLATE "C" NOT NULL DEFAULT '';
            ALTER TABLE experiments ADD COLUMN archived_at timestamp with time zone NULL;
            ALTER TABLE experiments ADD COLUMN goes_at timestamp with time zone NULL;
            ALTER TABLE experiments ADD COLUMN is_removing boolean NOT NULL DEFAULT false;
            """);
    }
}

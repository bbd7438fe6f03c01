using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresFastOdeContext))]
    [Migration("20261130040000_OtherValues")]
    internal sealed class OtherValues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            ALTER TABLE trials ADD COLUMN other_values text COLLATE "C" NULL;
            """);
    }
}

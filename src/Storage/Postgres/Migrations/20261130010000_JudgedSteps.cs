using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresFastOdeContext))]
    [Migration("20261130010000_JudgedSteps")]
    internal sealed class JudgedSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("ALTER TABLE trials ADD COLUMN judged_step integer NULL");
    }
}

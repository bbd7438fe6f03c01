using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresFastOdeContext))]
    [Migration("20261130090000_NetworkEvaluations")]
    internal sealed class NetworkEvaluations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            ALTER TABLE trials ADD COLUMN network_evaluations bigint NULL;
            """);
    }
}

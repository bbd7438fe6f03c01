using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(PostgresFastOdeContext))]
    [Migration("20261130000000_Retention")]
    internal sealed class Retention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            ALTER TABLE experiments ADD COLUMN retention text COLLATE "C" NULL;
            ALTER TABLE trials ADD COLUMN is_retention_due boolean NOT NULL DEFAULT false;
            CREATE INDEX "IX_trials_experiment_id" ON trials (experiment_id) WHERE is_retention_due;
            """);
    }
}

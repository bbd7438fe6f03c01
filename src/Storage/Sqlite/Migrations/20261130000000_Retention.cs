using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteFastOdeContext))]
    [Migration("20261130000000_Retention")]
    internal sealed class Retention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            ALTER TABLE experiments ADD COLUMN retention TEXT NULL;
            ALTER TABLE trials ADD COLUMN is_retention_due INTEGER NOT NULL DEFAULT 0;
            CREATE INDEX "IX_trials_experiment_id" ON trials (experiment_id) WHERE is_retention_due;
            """);
    }
}

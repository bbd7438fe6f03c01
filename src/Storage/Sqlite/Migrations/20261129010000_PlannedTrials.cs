using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteFastOdeContext))]
    [Migration("20261129010000_PlannedTrials")]
    internal sealed class PlannedTrials : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "submission_key",
                table: "experiments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "trial_count",
                table: "experiments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            // Until now every trial was stored with its experiment.
            migrationBuilder.Sql("UPDATE experiments SET trial_count = (SELECT COUNT(*) FROM trials WHERE experiment_id = experiments.id)");

            migrationBuilder.CreateIndex(
                name: "IX_experiments_submission_key",
                table: "experiments",
                column: "submission_key",
                unique: true);
        }
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    [DbContext(typeof(SqliteFastOdeContext))]
    [Migration("20260101000000_Initial")]
    internal sealed class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "experiments",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<string>(type: "TEXT", nullable: false),
                    ended_at = table.Column<string>(type: "TEXT", nullable: true),
                    objective = table.Column<string>(type: "TEXT", nullable: true),
                    spec = table.Column<string>(type: "TEXT", nullable: false),
                    spec_text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_experiments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "trials",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    public_id = table.Column<string>(type: "TEXT", nullable: false),
                    experiment_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    parameters = table.Column<string>(type: "TEXT", nullable: false),
                    seed = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    iterations = table.Column<int>(type: "INTEGER", nullable: false),
                    iterations_per_second = table.Column<double>(type: "REAL", nullable: true),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    slot_id = table.Column<string>(type: "TEXT", nullable: true),
                    lease_expires_at = table.Column<string>(type: "TEXT", nullable: true),
                    weights_sha256 = table.Column<string>(type: "TEXT", nullable: true),
                    objective_value = table.Column<double>(type: "REAL", nullable: true),
                    message = table.Column<string>(type: "TEXT", nullable: true),
                    started_at = table.Column<string>(type: "TEXT", nullable: true),
                    ended_at = table.Column<string>(type: "TEXT", nullable: true),
                    spec = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_trials", x => x.id);
                    table.ForeignKey(
                        name: "FK_trials_experiments_experiment_id",
                        column: x => x.experiment_id,
                        principalTable: "experiments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "artifacts",
                columns: table => new
                {
                    trial_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_artifacts", x => new { x.trial_id, x.kind, x.path });
                    table.ForeignKey(
                        name: "FK_artifacts_trials_trial_id",
                        column: x => x.trial_id,
                        principalTable: "trials",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "attempts",
                columns: table => new
                {
                    trial_id = table.Column<long>(type: "INTEGER", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    slot_id = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<string>(type: "TEXT", nullable: false),
                    ended_at = table.Column<string>(type: "TEXT", nullable: true),
                    last_step = table.Column<int>(type: "INTEGER", nullable: true),
                    message = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attempts", x => new { x.trial_id, x.epoch });
                    table.ForeignKey(
                        name: "FK_attempts_trials_trial_id",
                        column: x => x.trial_id,
                        principalTable: "trials",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "curvature_profiles",
                columns: table => new
                {
                    trial_id = table.Column<long>(type: "INTEGER", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    bins = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_curvature_profiles", x => new { x.trial_id, x.step });
                    table.ForeignKey(
                        name: "FK_curvature_profiles_trials_trial_id",
                        column: x => x.trial_id,
                        principalTable: "trials",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "evaluations",
                columns: table => new
                {
                    trial_id = table.Column<long>(type: "INTEGER", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    metric = table.Column<string>(type: "TEXT", nullable: false),
                    solver = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<double>(type: "REAL", nullable: false),
                    steps = table.Column<int>(type: "INTEGER", nullable: false),
                    nfe = table.Column<double>(type: "REAL", nullable: false),
                    value = table.Column<double>(type: "REAL", nullable: true),
                    floor = table.Column<double>(type: "REAL", nullable: true),
                    seconds = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evaluations", x => new { x.trial_id, x.step, x.metric, x.solver, x.number });
                    table.ForeignKey(
                        name: "FK_evaluations_trials_trial_id",
                        column: x => x.trial_id,
                        principalTable: "trials",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "metric_series",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    trial_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_metric_series", x => x.id);
                    table.ForeignKey(
                        name: "FK_metric_series_trials_trial_id",
                        column: x => x.trial_id,
                        principalTable: "trials",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "trajectories",
                columns: table => new
                {
                    trial_id = table.Column<long>(type: "INTEGER", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    times = table.Column<byte[]>(type: "BLOB", nullable: false),
                    x = table.Column<byte[]>(type: "BLOB", nullable: false),
                    y = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_trajectories", x => x.trial_id);
                    table.ForeignKey(
                        name: "FK_trajectories_trials_trial_id",
                        column: x => x.trial_id,
                        principalTable: "trials",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            // The tool cannot say WITHOUT ROWID. With it a point is one entry of one tree instead of a row and an
            // index entry, which halves the largest table. A later migration that rebuilds this table must say it again.
            migrationBuilder.Sql("""
                CREATE TABLE "metric_points" (
                    "series_id" INTEGER NOT NULL,
                    "step" INTEGER NOT NULL,
                    "value" REAL NULL,
                    CONSTRAINT "PK_metric_points" PRIMARY KEY ("series_id", "step"),
                    CONSTRAINT "FK_metric_points_metric_series_series_id" FOREIGN KEY ("series_id") REFERENCES "metric_series" ("id") ON DELETE CASCADE
                ) WITHOUT ROWID;
                """);

            migrationBuilder.CreateIndex(
                name: "IX_experiments_state",
                table: "experiments",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "IX_metric_series_trial_id_name",
                table: "metric_series",
                columns: new[] { "trial_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_trials_experiment_id_number",
                table: "trials",
                columns: new[] { "experiment_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_trials_experiment_id_state",
                table: "trials",
                columns: new[] { "experiment_id", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_trials_lease_expires_at",
                table: "trials",
                column: "lease_expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_trials_public_id",
                table: "trials",
                column: "public_id",
                unique: true);
        }
    }
}

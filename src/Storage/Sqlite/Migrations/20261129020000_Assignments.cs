using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Sqlite.Migrations
{
    /// <summary>Stores specs once for each assignment, keeps trials short, and evaluations by number in the order of reading.</summary>
    [DbContext(typeof(SqliteFastOdeContext))]
    [Migration("20261129020000_Assignments")]
    internal sealed class Assignments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Trials);
            migrationBuilder.Sql(Evaluations);
        }

        // An assignment takes the key of its first trial. Of its spec those parts are kept that differ from the
        // experiment's (SpecParts); a text that is no JSON stays as it is, so that it spoils its own trials only.
        private const string Trials =
            """
            CREATE TABLE "assignments" (
                "id" INTEGER NOT NULL CONSTRAINT "PK_assignments" PRIMARY KEY AUTOINCREMENT,
                "experiment_id" INTEGER NOT NULL,
                "parameters" TEXT NOT NULL,
                "spec" TEXT NOT NULL,
                CONSTRAINT "FK_assignments_experiments_experiment_id" FOREIGN KEY ("experiment_id") REFERENCES "experiments" ("id") ON DELETE CASCADE
            );
            CREATE TABLE "short_trials" (
                "id" INTEGER NOT NULL CONSTRAINT "PK_trials" PRIMARY KEY AUTOINCREMENT,
                "public_id" TEXT NOT NULL,
                "experiment_id" INTEGER NOT NULL,
                "number" INTEGER NOT NULL,
                "assignment_id" INTEGER NOT NULL,
                "seed" INTEGER NOT NULL,
                "state" TEXT NOT NULL,
                "step" INTEGER NOT NULL,
                "iterations" INTEGER NOT NULL,
                "iterations_per_second" REAL NULL,
                "epoch" INTEGER NOT NULL,
                "slot_id" TEXT NULL,
                "lease_expires_at" TEXT NULL,
                "weights_sha256" TEXT NULL,
                "objective_value" REAL NULL,
                "message" TEXT NULL,
                "started_at" TEXT NULL,
                "ended_at" TEXT NULL,
                CONSTRAINT "FK_trials_experiments_experiment_id" FOREIGN KEY ("experiment_id") REFERENCES "experiments" ("id") ON DELETE CASCADE,
                CONSTRAINT "FK_trials_assignments_assignment_id" FOREIGN KEY ("assignment_id") REFERENCES "assignments" ("id") ON DELETE CASCADE
            );
            INSERT INTO short_trials
            SELECT id, public_id, experiment_id, number, MIN(id) OVER (PARTITION BY experiment_id, parameters, spec), seed, state, step, iterations,
                iterations_per_second, epoch, slot_id, lease_expires_at, weights_sha256, objective_value, message, started_at, ended_at
            FROM trials;
            INSERT INTO assignments (id, experiment_id, parameters, spec)
            SELECT t.id, t.experiment_id, t.parameters, CASE WHEN json_valid(t.spec) AND json_valid(e.spec) THEN (
                SELECT json_group_object(part, json(spec)) FROM (
                    SELECT key AS part, t.spec -> ('$."' || key || '"') AS spec FROM json_each(t.spec)
                    WHERE t.spec -> ('$."' || key || '"') IS NOT e.spec -> ('$.trial."' || key || '"')
                    UNION ALL
                    SELECT key, 'null' FROM json_each(e.spec, '$.trial') WHERE json_type(t.spec, '$."' || key || '"') IS NULL)) ELSE t.spec END
            FROM trials t JOIN experiments e ON e.id = t.experiment_id JOIN short_trials s ON s.id = t.id
            WHERE s.assignment_id = t.id;
            DROP TABLE trials;
            ALTER TABLE short_trials RENAME TO trials;
            CREATE UNIQUE INDEX "IX_trials_public_id" ON "trials" ("public_id");
            CREATE UNIQUE INDEX "IX_trials_experiment_id_number" ON "trials" ("experiment_id", "number");
            CREATE INDEX "IX_trials_experiment_id_state" ON "trials" ("experiment_id", "state");
            CREATE INDEX "IX_trials_assignment_id" ON "trials" ("assignment_id");
            CREATE INDEX "IX_trials_state" ON "trials" ("state") WHERE state = 'Running';
            CREATE INDEX "IX_assignments_experiment_id_parameters" ON "assignments" ("experiment_id", "parameters");
            """;

        private const string Evaluations =
            """
            CREATE TABLE "metrics" ("id" INTEGER NOT NULL CONSTRAINT "PK_metrics" PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL);
            CREATE TABLE "solvers" ("id" INTEGER NOT NULL CONSTRAINT "PK_solvers" PRIMARY KEY AUTOINCREMENT, "name" TEXT NOT NULL);
            CREATE UNIQUE INDEX "IX_metrics_name" ON "metrics" ("name");
            CREATE UNIQUE INDEX "IX_solvers_name" ON "solvers" ("name");
            INSERT INTO metrics (name) SELECT DISTINCT metric FROM evaluations;
            INSERT INTO solvers (name) SELECT DISTINCT solver FROM evaluations;
            CREATE TABLE "numbered_evaluations" (
                "trial_id" INTEGER NOT NULL,
                "step" INTEGER NOT NULL,
                "solver_id" INTEGER NOT NULL,
                "number" REAL NOT NULL,
                "metric_id" INTEGER NOT NULL,
                "steps" INTEGER NOT NULL,
                "nfe" REAL NOT NULL,
                "value" REAL NULL,
                "floor" REAL NULL,
                "seconds" REAL NOT NULL,
                "remark" TEXT NULL,
                CONSTRAINT "PK_evaluations" PRIMARY KEY ("trial_id", "step", "solver_id", "number", "metric_id"),
                CONSTRAINT "FK_evaluations_trials_trial_id" FOREIGN KEY ("trial_id") REFERENCES "trials" ("id") ON DELETE CASCADE,
                CONSTRAINT "FK_evaluations_solvers_solver_id" FOREIGN KEY ("solver_id") REFERENCES "solvers" ("id") ON DELETE RESTRICT,
                CONSTRAINT "FK_evaluations_metrics_metric_id" FOREIGN KEY ("metric_id") REFERENCES "metrics" ("id") ON DELETE RESTRICT
            ) WITHOUT ROWID;
            INSERT INTO numbered_evaluations
            SELECT trial_id, step, solvers.id, number, metrics.id, steps, nfe, value, floor, seconds, remark
            FROM evaluations JOIN metrics ON metrics.name = metric JOIN solvers ON solvers.name = solver
            ORDER BY 1, 2, 3, 4, 5;
            DROP TABLE evaluations;
            ALTER TABLE numbered_evaluations RENAME TO evaluations;
            """;
    }
}

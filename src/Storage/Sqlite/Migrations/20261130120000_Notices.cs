using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Sqlite.Migrations
{
    /// <summary>What has happened, where it is sent, and what waits to be sent.</summary>
    [DbContext(typeof(SqliteFastOdeContext))]
    [Migration("20261130120000_Notices")]
    internal sealed class Notices : Migration
    {
        private const string Tables =
            """
            CREATE TABLE "notices" (
                "id" INTEGER NOT NULL CONSTRAINT "PK_notices" PRIMARY KEY AUTOINCREMENT,
                "at" TEXT NOT NULL,
                "kind" TEXT NOT NULL,
                "experiment_id" INTEGER NOT NULL,
                "experiment_name" TEXT NOT NULL,
                "trial_id" TEXT NULL,
                "metric" TEXT NULL,
                "value" REAL NULL,
                "message" TEXT NULL
            );
            CREATE TABLE "webhooks" (
                "id" INTEGER NOT NULL CONSTRAINT "PK_webhooks" PRIMARY KEY AUTOINCREMENT,
                "address" TEXT NOT NULL,
                "kinds" TEXT NOT NULL,
                "secret" TEXT NOT NULL,
                "created_at" TEXT NOT NULL,
                "sequence" INTEGER NOT NULL,
                "due_at" TEXT NOT NULL,
                "tries" INTEGER NOT NULL,
                "last_at" TEXT NULL,
                "last_outcome" TEXT NULL,
                "last_accepted_at" TEXT NULL,
                "stopped_at" TEXT NULL
            );
            CREATE TABLE "deliveries" (
                "webhook_id" INTEGER NOT NULL,
                "sequence" INTEGER NOT NULL,
                "notice_id" INTEGER NOT NULL,
                CONSTRAINT "PK_deliveries" PRIMARY KEY ("webhook_id", "sequence"),
                CONSTRAINT "FK_deliveries_notices_notice_id" FOREIGN KEY ("notice_id") REFERENCES "notices" ("id") ON DELETE CASCADE,
                CONSTRAINT "FK_deliveries_webhooks_webhook_id" FOREIGN KEY ("webhook_id") REFERENCES "webhooks" ("id") ON DELETE CASCADE
            );
            CREATE INDEX "IX_deliveries_notice_id" ON "deliveries" ("notice_id");
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Tables);
    }
}

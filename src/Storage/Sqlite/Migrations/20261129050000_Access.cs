using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Sqlite.Migrations
{
    /// <summary>Accounts, their tokens, and who changed what.</summary>
    [DbContext(typeof(SqliteFastOdeContext))]
    [Migration("20261129050000_Access")]
    internal sealed class Access : Migration
    {
        private const string Tables =
            """
            CREATE TABLE "accounts" (
                "id" INTEGER NOT NULL CONSTRAINT "PK_accounts" PRIMARY KEY AUTOINCREMENT,
                "name" TEXT NOT NULL,
                "role" TEXT NOT NULL,
                "password_hash" TEXT NOT NULL,
                "stamp" TEXT NOT NULL,
                "failed_sign_ins" INTEGER NOT NULL,
                "locked_until" TEXT NULL,
                "created_at" TEXT NOT NULL,
                "disabled_at" TEXT NULL
            );
            CREATE TABLE "tokens" (
                "id" INTEGER NOT NULL CONSTRAINT "PK_tokens" PRIMARY KEY AUTOINCREMENT,
                "account_id" INTEGER NOT NULL,
                "name" TEXT NOT NULL,
                "role" TEXT NOT NULL,
                "sha256" TEXT NOT NULL,
                "created_at" TEXT NOT NULL,
                "expires_at" TEXT NOT NULL,
                "last_used_at" TEXT NULL,
                "revoked_at" TEXT NULL,
                CONSTRAINT "FK_tokens_accounts_account_id" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
            );
            CREATE TABLE "audit" (
                "id" INTEGER NOT NULL CONSTRAINT "PK_audit" PRIMARY KEY AUTOINCREMENT,
                "at" TEXT NOT NULL,
                "who" TEXT NOT NULL,
                "address" TEXT NULL,
                "action" TEXT NOT NULL,
                "subject" TEXT NULL,
                "details" TEXT NULL,
                "outcome" TEXT NULL
            );
            CREATE UNIQUE INDEX "IX_accounts_name" ON "accounts" ("name");
            CREATE UNIQUE INDEX "IX_tokens_sha256" ON "tokens" ("sha256");
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Tables);
    }
}

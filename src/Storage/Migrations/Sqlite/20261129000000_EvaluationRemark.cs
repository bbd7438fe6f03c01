using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FastOde.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal sealed partial class EvaluationRemark : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "remark",
                table: "evaluations",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "remark",
                table: "evaluations");
        }
    }
}

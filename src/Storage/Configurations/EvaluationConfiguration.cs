using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>evaluations</c>.</summary>
internal sealed class EvaluationConfiguration : IEntityTypeConfiguration<EvaluationEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<EvaluationEntity> builder)
    {
        builder.ToTable("evaluations");
        builder.HasKey(row => new { row.TrialId, row.Step, row.Metric, row.Solver, row.Number });
        builder.HasOne(row => row.Trial).WithMany().HasForeignKey(row => row.TrialId);
    }
}

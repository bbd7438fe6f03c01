using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>evaluations</c>, in the order in which pages read it.</summary>
internal sealed class EvaluationConfiguration : IEntityTypeConfiguration<EvaluationEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<EvaluationEntity> builder)
    {
        builder.ToTable("evaluations");
        builder.HasKey(row => new { row.TrialId, row.Step, row.SolverId, row.Number, row.MetricId });
        builder.HasOne(row => row.Trial).WithMany().HasForeignKey(row => row.TrialId);
        builder.HasOne(row => row.Metric).WithMany().HasForeignKey(row => row.MetricId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(row => row.Solver).WithMany().HasForeignKey(row => row.SolverId).OnDelete(DeleteBehavior.Restrict);
    }
}

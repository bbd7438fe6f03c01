using FastOde.Specs;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>assignments</c>.</summary>
internal sealed class AssignmentConfiguration : IEntityTypeConfiguration<AssignmentEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AssignmentEntity> builder)
    {
        builder.ToTable("assignments");
        builder.HasKey(assignment => assignment.Id);
        builder.HasIndex(assignment => new { assignment.ExperimentId, assignment.Parameters });
        builder.Property(assignment => assignment.Parameters).HasConversion(
            new JsonColumn<IReadOnlyDictionary<string, ParameterValue>>(),
            new ImmutableComparer<IReadOnlyDictionary<string, ParameterValue>>());
        builder.HasOne<ExperimentEntity>().WithMany().HasForeignKey(assignment => assignment.ExperimentId);
    }
}

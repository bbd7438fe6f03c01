using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>experiments</c>.</summary>
internal sealed class ExperimentConfiguration : IEntityTypeConfiguration<ExperimentEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ExperimentEntity> builder)
    {
        builder.ToTable("experiments");
        builder.HasKey(experiment => experiment.Id);
        builder.Property(experiment => experiment.Objective).HasConversion(new JsonColumn<ObjectiveSpec?>(), new ImmutableComparer<ObjectiveSpec?>());
        builder.Property(experiment => experiment.Retention).HasConversion(new JsonColumn<RetentionSpec?>(), new ImmutableComparer<RetentionSpec?>());
        builder.Property(experiment => experiment.Limits).HasConversion(new JsonColumn<LimitsSpec?>(), new ImmutableComparer<LimitsSpec?>());
        builder.Property(experiment => experiment.Additions).HasConversion(new JsonColumn<IReadOnlyList<Addition>?>(), new ImmutableComparer<IReadOnlyList<Addition>?>());
        builder.Property(experiment => experiment.EarlierResults).HasConversion(new JsonColumn<IReadOnlyList<EarlierResult>?>(), new ImmutableComparer<IReadOnlyList<EarlierResult>?>());
        builder.Property(experiment => experiment.Spec).HasConversion(new JsonColumn<ExperimentSpec>(), new ImmutableComparer<ExperimentSpec>());
        builder.HasMany(experiment => experiment.Trials).WithOne().HasForeignKey(trial => trial.ExperimentId);
        builder.HasIndex(experiment => experiment.State);
        builder.HasIndex(experiment => experiment.SubmissionKey).IsUnique();
    }
}

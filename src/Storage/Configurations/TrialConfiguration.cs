using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>trials</c>.</summary>
internal sealed class TrialConfiguration : IEntityTypeConfiguration<TrialEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<TrialEntity> builder)
    {
        builder.ToTable("trials");
        builder.HasKey(trial => trial.Id);
        builder.HasIndex(trial => trial.PublicId).IsUnique();
        builder.HasIndex(trial => new { trial.ExperimentId, trial.Number }).IsUnique();
        builder.HasIndex(trial => new { trial.ExperimentId, trial.State });
        builder.HasIndex(trial => trial.AssignmentId);

        // Finds running trials, few among many, and is left alone by heartbeats.
        builder.HasIndex(trial => trial.State).HasFilter("state = 'Running'");

        // Finds the few experiments with something to take away.
        builder.HasIndex(trial => trial.ExperimentId).HasFilter("is_retention_due");
        builder.HasOne(trial => trial.Assignment).WithMany().HasForeignKey(trial => trial.AssignmentId);
        builder.Property(trial => trial.Pending).HasConversion(new JsonColumn<IReadOnlyList<int>?>(), new ImmutableComparer<IReadOnlyList<int>?>());
        builder.Property(trial => trial.OtherValues).HasConversion(new JsonColumn<IReadOnlyList<double?>?>(), new ImmutableComparer<IReadOnlyList<double?>?>());
        builder.HasMany(trial => trial.Attempts).WithOne().HasForeignKey(attempt => attempt.TrialId);
        builder.HasMany(trial => trial.Artifacts).WithOne().HasForeignKey(artifact => artifact.TrialId);
    }
}

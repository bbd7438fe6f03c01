using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>trajectories</c>.</summary>
internal sealed class TrajectoryConfiguration : IEntityTypeConfiguration<TrajectoryEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<TrajectoryEntity> builder)
    {
        builder.ToTable("trajectories");
        builder.HasKey(set => set.TrialId);
        builder.Property(set => set.TrialId).ValueGeneratedNever();
        builder.Property(set => set.Times).HasConversion(new FloatColumn(), new ImmutableComparer<IReadOnlyList<float>>());
        builder.Property(set => set.X).HasConversion(new FloatColumn(), new ImmutableComparer<IReadOnlyList<float>>());
        builder.Property(set => set.Y).HasConversion(new FloatColumn(), new ImmutableComparer<IReadOnlyList<float>>());
        builder.HasOne<TrialEntity>().WithOne().HasForeignKey<TrajectoryEntity>(set => set.TrialId);
    }
}

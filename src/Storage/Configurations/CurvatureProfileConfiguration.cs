using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>curvature_profiles</c>.</summary>
internal sealed class CurvatureProfileConfiguration : IEntityTypeConfiguration<CurvatureProfileEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<CurvatureProfileEntity> builder)
    {
        builder.ToTable("curvature_profiles");
        builder.HasKey(profile => new { profile.TrialId, profile.Step });
        builder.Property(profile => profile.Bins)
            .HasConversion(new JsonColumn<IReadOnlyList<double>>(), new ImmutableComparer<IReadOnlyList<double>>());
        builder.HasOne<TrialEntity>().WithMany().HasForeignKey(profile => profile.TrialId);
    }
}

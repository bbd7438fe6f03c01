using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>artifacts</c>.</summary>
internal sealed class ArtifactConfiguration : IEntityTypeConfiguration<ArtifactEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<ArtifactEntity> builder)
    {
        builder.ToTable("artifacts");
        builder.HasKey(artifact => new { artifact.TrialId, artifact.Kind, artifact.Path });
    }
}

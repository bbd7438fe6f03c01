using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>audit</c>.</summary>
internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AuditEntity> builder)
    {
        builder.ToTable("audit");
        builder.HasKey(entry => entry.Id);
    }
}

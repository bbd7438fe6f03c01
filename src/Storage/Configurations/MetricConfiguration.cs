using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>metrics</c>.</summary>
internal sealed class MetricConfiguration : IEntityTypeConfiguration<MetricEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<MetricEntity> builder)
    {
        builder.ToTable("metrics");
        builder.HasKey(metric => metric.Id);
        builder.HasIndex(metric => metric.Name).IsUnique();
    }
}

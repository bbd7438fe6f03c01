using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>metric_points</c>.</summary>
internal sealed class MetricPointConfiguration : IEntityTypeConfiguration<MetricPointEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<MetricPointEntity> builder)
    {
        builder.ToTable("metric_points");
        builder.HasKey(point => new { point.SeriesId, point.Step });
        builder.HasOne<MetricSeriesEntity>().WithMany().HasForeignKey(point => point.SeriesId);
    }
}

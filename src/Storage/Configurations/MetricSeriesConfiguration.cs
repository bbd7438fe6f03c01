using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>metric_series</c>.</summary>
internal sealed class MetricSeriesConfiguration : IEntityTypeConfiguration<MetricSeriesEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<MetricSeriesEntity> builder)
    {
        builder.ToTable("metric_series");
        builder.HasKey(series => series.Id);
        builder.HasIndex(series => new { series.TrialId, series.Name }).IsUnique();
        builder.HasOne<TrialEntity>().WithMany().HasForeignKey(series => series.TrialId);
    }
}

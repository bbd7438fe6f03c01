using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>deliveries</c>.</summary>
internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<DeliveryEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<DeliveryEntity> builder)
    {
        builder.ToTable("deliveries");
        builder.HasKey(delivery => new { delivery.WebhookId, delivery.Sequence });
        builder.HasOne(delivery => delivery.Webhook).WithMany().HasForeignKey(delivery => delivery.WebhookId);
        builder.HasOne(delivery => delivery.Notice).WithMany().HasForeignKey(delivery => delivery.NoticeId);

        // Notices go when nobody waits for them.
        builder.HasIndex(delivery => delivery.NoticeId);
    }
}

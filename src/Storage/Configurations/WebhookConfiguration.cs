using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>webhooks</c>.</summary>
internal sealed class WebhookConfiguration : IEntityTypeConfiguration<WebhookEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<WebhookEntity> builder)
    {
        builder.ToTable("webhooks");
        builder.HasKey(webhook => webhook.Id);
    }
}

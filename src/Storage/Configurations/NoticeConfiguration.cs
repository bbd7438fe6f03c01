using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>notices</c>.</summary>
internal sealed class NoticeConfiguration : IEntityTypeConfiguration<NoticeEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<NoticeEntity> builder)
    {
        builder.ToTable("notices");
        builder.HasKey(notice => notice.Id);
    }
}

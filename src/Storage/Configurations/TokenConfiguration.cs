using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>tokens</c>.</summary>
internal sealed class TokenConfiguration : IEntityTypeConfiguration<TokenEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<TokenEntity> builder)
    {
        builder.ToTable("tokens");
        builder.HasKey(token => token.Id);
        builder.HasOne(token => token.Account).WithMany().HasForeignKey(token => token.AccountId);
        builder.HasIndex(token => token.Sha256).IsUnique();
    }
}

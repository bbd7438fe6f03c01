using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>accounts</c>.</summary>
internal sealed class AccountConfiguration : IEntityTypeConfiguration<AccountEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AccountEntity> builder)
    {
        builder.ToTable("accounts");
        builder.HasKey(account => account.Id);
        builder.HasIndex(account => account.Name).IsUnique();
    }
}

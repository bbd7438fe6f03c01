using FastOde.Contracts.Results;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>attempts</c>.</summary>
internal sealed class AttemptConfiguration : IEntityTypeConfiguration<AttemptEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AttemptEntity> builder)
    {
        builder.ToTable("attempts");
        builder.HasKey(attempt => new { attempt.TrialId, attempt.Epoch });
        builder.Property(attempt => attempt.Environment).HasConversion(new JsonColumn<AttemptEnvironment?>(), new ImmutableComparer<AttemptEnvironment?>());
    }
}

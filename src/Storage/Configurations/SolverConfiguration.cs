using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FastOde.Storage.Configurations;

/// <summary>The table <c>solvers</c>.</summary>
internal sealed class SolverConfiguration : IEntityTypeConfiguration<SolverEntity>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<SolverEntity> builder)
    {
        builder.ToTable("solvers");
        builder.HasKey(solver => solver.Id);
        builder.HasIndex(solver => solver.Name).IsUnique();
    }
}

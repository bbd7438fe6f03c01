namespace FastOde.Storage.Entities;

/// <summary>A row of <c>solvers</c>: the number of a solver in evaluations.</summary>
internal sealed class SolverEntity
{
    /// <summary>The number.</summary>
    public long Id { get; set; }

    /// <summary>The solver, with its time grid where it has one.</summary>
    public required string Name { get; set; }
}

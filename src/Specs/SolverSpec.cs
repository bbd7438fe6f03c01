namespace FastOde.Specs;

/// <summary>A solver with the NFE budgets (fixed step) or tolerances (adaptive) it is evaluated at.</summary>
public sealed record SolverSpec
{
    /// <summary>Name of the solver, such as <c>euler</c> or <c>dopri5</c>.</summary>
    public required string Name { get; init; }

    /// <summary>NFE budgets of a fixed-step solver, relative tolerances of an adaptive one.</summary>
    public required IReadOnlyList<double> Numbers { get; init; }
}

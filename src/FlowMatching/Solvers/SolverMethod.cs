namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// A solver that a spec can name: a name and a tableau, nothing else. Declaring a sealed record of this type with a
/// parameterless constructor is all it takes for <see cref="SolverCatalog"/>, specs and tests to know it.
/// </summary>
/// <param name="Name">The spec name: lower-case words of letters and digits joined by dashes, such as <c>heun</c>.</param>
/// <param name="Tableau">How a step is made.</param>
public abstract record SolverMethod(string Name, ButcherTableau Tableau)
{
    /// <summary>How the last step is made, where it differs: a single Euler step saves an evaluation where it matters least.</summary>
    public ButcherTableau? LastStep { get; init; }

    /// <summary>Whether the solver chooses its own steps from a tolerance instead of taking a given number of them.</summary>
    public bool IsAdaptive => Tableau.EmbeddedWeights is not null;

    /// <summary>The evaluations that a number of fixed steps costs.</summary>
    /// <param name="steps">The step count, at least 1.</param>
    public int EvaluationsFor(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return checked((steps - 1) * Tableau.SolutionStages + (LastStep ?? Tableau).SolutionStages);
    }
}

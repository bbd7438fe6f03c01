using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>An explicit Runge–Kutta method: a name and a tableau, nothing else.</summary>
/// <param name="Name">The spec name.</param>
/// <param name="Tableau">How a step is made.</param>
public abstract record RungeKuttaMethod(string Name, ButcherTableau Tableau) : SolverMethod(Name)
{
    /// <summary>How the last step is made, where it differs: a single Euler step saves an evaluation where it matters least.</summary>
    public ButcherTableau? LastStep { get; init; }

    /// <inheritdoc/>
    public override int Order => Tableau.Order;

    /// <inheritdoc/>
    public override bool IsAdaptive => Tableau.EmbeddedWeights is not null;

    /// <inheritdoc/>
    public override int EvaluationsFor(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return checked((steps - 1) * Tableau.SolutionStages + (LastStep ?? Tableau).SolutionStages);
    }

    /// <inheritdoc/>
    public override IStepper CreateStepper(SamplingProcess process, torch.Tensor start) => new RungeKuttaStepper(this, start);
}

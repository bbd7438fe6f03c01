using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// A solver that a spec can name. Declaring a sealed record of this type with a parameterless constructor is all it
/// takes for <see cref="SolverCatalog"/>, specs and tests to know it; Runge–Kutta methods derive from
/// <see cref="RungeKuttaMethod"/> and say nothing but their tableau.
/// </summary>
/// <param name="Name">The spec name: lower-case words of letters and digits joined by dashes, such as <c>heun</c>.</param>
public abstract record SolverMethod(string Name)
{
    /// <summary>The global error falls like the step size to this power.</summary>
    public abstract int Order { get; }

    /// <summary>Whether the solver chooses its own steps from a tolerance instead of taking a given number of them.</summary>
    public virtual bool IsAdaptive => false;

    /// <summary>
    /// Whether the solver draws fresh noise on the way. Its samples have the flow's distribution, but its trajectories are
    /// no solutions of the ODE, so that their curvature means nothing.
    /// </summary>
    public virtual bool IsStochastic => false;

    /// <summary>Whether the solver follows a learned flow map, which only some methods give.</summary>
    public virtual bool NeedsFlowMap => false;

    /// <summary>The evaluations that a number of fixed steps costs; each step after the first costs as many as every other but the last.</summary>
    /// <param name="steps">The step count, at least 1.</param>
    public abstract int EvaluationsFor(int steps);

    /// <summary>Prepares to step one batch along one trajectory each.</summary>
    /// <param name="process">What the solver may know beside the velocity.</param>
    /// <param name="start">The batch, for its shape, type and device; tensors of the stepper belong to the current dispose scope.</param>
    public abstract IStepper CreateStepper(SamplingProcess process, torch.Tensor start);
}

using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// An explicit Adams–Bashforth method (Hairer, Nørsett and Wanner, "Solving Ordinary Differential Equations I", ch. III.1):
/// one evaluation a step, and the slopes of the steps before.
/// </summary>
/// <param name="Name">The spec name.</param>
/// <param name="Steps">The slopes it remembers, which is its order: 2 to 4.</param>
/// <param name="Beginning">Evaluations that it takes besides, in the first step.</param>
public abstract record AdamsBashforthMethod(string Name, int Steps, int Beginning) : SolverMethod(Name)
{
    /// <inheritdoc/>
    public override int Order => Steps;

    /// <inheritdoc/>
    public override int EvaluationsFor(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return checked(steps + Beginning);
    }

    /// <inheritdoc/>
    public override IStepper CreateStepper(SamplingProcess process, torch.Tensor start) => new AdamsBashforthStepper(Steps, start);
}

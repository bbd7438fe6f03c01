using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// UniPC (Zhao et al., "UniPC: A Unified Predictor-Corrector Framework for Fast Sampling of Diffusion Models", 2023) with
/// coefficients that fit the steps' lengths: each evaluation corrects the step before and predicts the next, one a step.
/// </summary>
/// <param name="Name">The spec name.</param>
/// <param name="Points">The evaluations that predict, which is its order: 2 or 3.</param>
public abstract record UniPcMethod(string Name, int Points) : SolverMethod(Name)
{
    /// <inheritdoc/>
    public override int Order => Points;

    /// <inheritdoc/>
    public override int EvaluationsFor(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return steps;
    }

    /// <inheritdoc/>
    public override IStepper CreateStepper(SamplingProcess process, torch.Tensor start)
    {
        ArgumentNullException.ThrowIfNull(process);
        return new UniPcStepper(Name, process.Path, Points, start);
    }
}

using TorchSharp;

namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>
/// Follows a learned flow map: one evaluation a step, which the network has learned to take whole. Its error is that of
/// the map and does not fall with the steps as a solver's does, so the order is that of Euler's method, to which it comes
/// down where the map is no better than its velocity.
/// </summary>
public sealed record FlowMapJumps() : SolverMethod("flow-map")
{
    /// <inheritdoc/>
    public override int Order => 1;

    /// <inheritdoc/>
    public override bool NeedsFlowMap => true;

    /// <inheritdoc/>
    public override int EvaluationsFor(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        return steps;
    }

    /// <inheritdoc/>
    public override IStepper CreateStepper(SamplingProcess process, torch.Tensor start) => new FlowMapStepper(start);
}

using TorchSharp;

namespace FastOde.FlowMatching.Solvers;

/// <summary>A batch of trajectories with every step kept, and what they cost.</summary>
public sealed record Trajectory : IDisposable
{
    /// <summary>The step boundaries in the order of integration, steps + 1 of them.</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>The points at every boundary, shape [steps + 1, n, dimension…]; the first is the start.</summary>
    public required torch.Tensor States { get; init; }

    /// <summary>Each step's slope v_i, (next state - state) / (next time - time), shape [steps, n, dimension…].</summary>
    public required torch.Tensor Slopes { get; init; }

    /// <summary>Evaluations of the batched velocity field, counted.</summary>
    public required int Nfe { get; init; }

    /// <summary>The number of steps.</summary>
    public int StepCount => Times.Count - 1;

    /// <inheritdoc/>
    public void Dispose()
    {
        States.Dispose();
        Slopes.Dispose();
    }
}

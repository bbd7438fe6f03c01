using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Solvers;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>What one solver at one number generated; every metric of the cell looks at these.</summary>
public sealed record GeneratedSamples : IDisposable
{
    /// <summary>The solver and its number.</summary>
    public required SolverSetting Setting { get; init; }

    /// <summary>The velocity that was followed, for metrics that follow it elsewhere.</summary>
    public required IVelocityField Field { get; init; }

    /// <summary>What the solver knew of the process.</summary>
    public required SamplingProcess Process { get; init; }

    /// <summary>The generated points, shape of the noise; null when the solver could not go on.</summary>
    public torch.Tensor? End { get; init; }

    /// <summary>The generated points where all are finite; else null.</summary>
    public torch.Tensor? FiniteEnd => End is { } end && end.isfinite().all().item<bool>() ? end : null;

    /// <summary>Why the solver could not go on.</summary>
    public string? Remark { get; init; }

    /// <summary>A few trajectories for pictures; null where the solver's samples step at times of their own, and for images.</summary>
    public TrajectorySample? Trajectories { get; init; }

    /// <summary>How a few images came to be; null for points, and where the solver's samples step at times of their own.</summary>
    public ImageStrips? Strips { get; init; }

    /// <summary>Straightness of the trajectories; null where nobody asked for it, and for adaptive and stochastic solvers.</summary>
    public Straightness? Straightness { get; init; }

    /// <summary>Steps that it took.</summary>
    public required int Steps { get; init; }

    /// <summary>Network evaluations that a sample cost, counted; a mean where samples step at times of their own.</summary>
    public required double Nfe { get; init; }

    /// <summary>Wall time of the whole set, seconds.</summary>
    public required double Seconds { get; init; }

    /// <inheritdoc/>
    public void Dispose() => End?.Dispose();
}

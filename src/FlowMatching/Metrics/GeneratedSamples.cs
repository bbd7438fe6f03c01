using FastOde.FlowMatching.Solvers;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>What one solver at one number generated; every metric of the cell looks at these.</summary>
internal sealed record GeneratedSamples : IDisposable
{
    private Straightness? straightness;

    public required SolverSetting Setting { get; init; }

    /// <summary>The generated points, shape of the noise; null when the solver could not go on.</summary>
    public torch.Tensor? End { get; init; }

    /// <summary>Why the solver could not go on.</summary>
    public string? Remark { get; init; }

    /// <summary>Every step of fixed-step solvers; null for adaptive ones, whose samples step at times of their own.</summary>
    public Trajectory? Trajectory { get; init; }

    public required int Steps { get; init; }

    public required double Nfe { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Straightness of the trajectories, measured once; null where there are none.</summary>
    public Straightness? Straightness => Trajectory is null ? null : straightness ??= Straightness.Of(Trajectory);

    public void Dispose()
    {
        End?.Dispose();
        Trajectory?.Dispose();
    }
}

using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Solvers.Grids;

namespace FastOde.FlowMatching.Solvers;

/// <summary>What a solver or a time grid may know of the generative process beside its velocity.</summary>
public sealed record SamplingProcess
{
    /// <summary>The path between data and noise, for solvers that follow its ends rather than the velocity.</summary>
    public InterpolationPath Path { get; init; } = new LinearPath();

    /// <summary>The prior over noise, for solvers that draw from it; null for the standard normal.</summary>
    public DiagonalNormal? Prior { get; init; }

    /// <summary>Seed of the noise that stochastic solvers draw: the same seed gives the same samples.</summary>
    public long Seed { get; init; }

    /// <summary>Where the trajectories bend, for grids that follow it; null to have it measured from the start of each integration.</summary>
    public BendingProfile? Bending { get; init; }
}

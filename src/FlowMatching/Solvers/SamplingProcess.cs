using FastOde.FlowMatching.Solvers.Grids;

namespace FastOde.FlowMatching.Solvers;

/// <summary>What a solver or a time grid may know of the generative process beside its velocity.</summary>
public sealed record SamplingProcess
{
    /// <summary>Where the trajectories bend, for grids that follow it; null to have it measured from the start of each integration.</summary>
    public BendingProfile? Bending { get; init; }
}

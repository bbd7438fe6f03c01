using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Solvers.Grids;
using TorchSharp;

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

    /// <summary>What Euler steps cost, for grids that are fitted to it; null to have it measured from the start of each integration.</summary>
    public EulerCosts? Costs { get; init; }

    /// <summary>This process with what grids need to know of a flow, as far as it is not known yet.</summary>
    /// <param name="grids">The grids.</param>
    /// <param name="field">The velocity field.</param>
    /// <param name="start">Points at time <paramref name="from"/>, of which some are followed.</param>
    /// <param name="from">The start time.</param>
    /// <param name="to">The end time.</param>
    /// <param name="cancellationToken">Looked at between steps.</param>
    public SamplingProcess Measured(
        IEnumerable<TimeGrid> grids, IVelocityField field, torch.Tensor start, double from, double to, CancellationToken cancellationToken = default)
    {
        var needed = grids.ToArray();
        return this with
        {
            Bending = Bending ?? (Array.Exists(needed, grid => grid.FollowsBending) ? BendingProfile.Measure(field, start, from, to, cancellationToken) : null),
            Costs = Costs ?? (Array.Exists(needed, grid => grid.FollowsCosts) ? EulerCosts.Measure(field, start, from, to, cancellationToken) : null),
        };
    }
}

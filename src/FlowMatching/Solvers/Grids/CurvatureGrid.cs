namespace FastOde.FlowMatching.Solvers.Grids;

/// <summary>
/// Every step carries the same share of the measured <see cref="BendingProfile"/>: over each the velocity changes by as
/// much as over every other. Where the trajectories bend evenly, or not at all, the steps are equal.
/// </summary>
public sealed record CurvatureGrid() : TimeGrid(SpecName)
{
    /// <summary>The spec name.</summary>
    public const string SpecName = "curvature";

    /// <inheritdoc/>
    public override bool FollowsBending => true;

    /// <inheritdoc/>
    protected override double Boundary(int index, int steps, double from, double to, SamplingProcess process) =>
        process.Bending!.TimeAt((double)index / steps, from, to);
}

namespace FastOde.FlowMatching.Solvers.Grids;

/// <summary>
/// Every step carries the same share of the square root of the measured <see cref="BendingProfile"/>. A step of length h
/// over bending κ leaves Euler's method an error of ½·κ·h², and of all steps these make the sum of the errors least: the
/// density ρ that minimises ∫κ/ρ for a given ∫ρ is ∝ √κ. They crowd less than those of <see cref="CurvatureGrid"/>.
/// </summary>
public sealed record RootCurvatureGrid() : TimeGrid(SpecName)
{
    /// <summary>The spec name.</summary>
    public const string SpecName = "rootcurvature";

    /// <inheritdoc/>
    public override bool FollowsBending => true;

    /// <inheritdoc/>
    protected override double Boundary(int index, int steps, double from, double to, SamplingProcess process) =>
        process.Bending!.Root.TimeAt((double)index / steps, from, to);
}

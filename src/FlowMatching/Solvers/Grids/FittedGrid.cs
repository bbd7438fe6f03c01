namespace FastOde.FlowMatching.Solvers.Grids;

/// <summary>
/// The steps whose Euler errors, measured as <see cref="EulerCosts"/>, have the least sum. Beyond <see cref="EulerCosts.Intervals"/>
/// steps, and where the costs are no numbers, they are equal.
/// </summary>
public sealed record FittedGrid() : TimeGrid(SpecName)
{
    /// <summary>The spec name.</summary>
    public const string SpecName = "fitted";

    /// <inheritdoc/>
    public override bool FollowsCosts => true;

    /// <inheritdoc/>
    protected override double Boundary(int index, int steps, double from, double to, SamplingProcess process) =>
        steps <= EulerCosts.Intervals && process.Costs!.TimeAt(index, steps, from, to) is var time && (time - from) * (time - to) < 0
            ? time
            : from + (to - from) * index / steps;
}

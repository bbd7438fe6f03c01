namespace FastOde.FlowMatching.Metrics;

/// <summary>Where along the time axis one solver's trajectories bend: curvature by time bin.</summary>
public sealed record CurvatureProfile
{
    /// <summary>The solver's name in a spec, with its time grid where that is not uniform.</summary>
    public required string Solver { get; init; }

    /// <summary>The number the spec asked for: NFE budget or tolerance.</summary>
    public required double Number { get; init; }

    /// <summary>
    /// Mean curvature in each of the bins of equal width that cover t = 0 (first bin, data) to t = 1 (last bin, noise).
    /// A step longer than a bin counts in every bin it covers, so the mean over the bins is the curvature, whatever the time grid.
    /// </summary>
    public required IReadOnlyList<double> Bins { get; init; }
}

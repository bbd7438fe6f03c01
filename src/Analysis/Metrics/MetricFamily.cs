namespace FastOde.Analysis.Metrics;

/// <summary>What is known of a metric, whichever extractor it was measured with: one entry of <see cref="MetricCatalog"/>.</summary>
/// <param name="Name">The name as stored, without an extractor.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Unit">What it is counted in; empty for a bare number.</param>
public sealed record MetricFamily(string Name, string Title, string Unit = "")
{
    /// <summary>Whether a larger value is a better one.</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>Whether it is a property of trajectories, rather than of the samples they lead to.</summary>
    public bool IsAlongTrajectories { get; init; }

    /// <summary>Whether it measures the distance from a straight line: 0 after one step, whatever was learned.</summary>
    public bool IsDeviationFromStraight { get; init; }

    /// <summary>Whether its values are computed in double precision, so that any difference counts.</summary>
    public bool IsExact { get; init; }
}

namespace FastOde.Contracts.Results;

/// <summary>Curvature of a trial over time.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.CurvatureProfile")]
public sealed record CurvatureProfile
{
    /// <summary>The trial.</summary>
    [Id(0)]
    public required string TrialId { get; init; }

    /// <summary>Training step at which it was measured.</summary>
    [Id(1)]
    public required int Step { get; init; }

    /// <summary>Mean curvature in equal bins of time, the first at t = 0 (data).</summary>
    [Id(2)]
    public required IReadOnlyList<double> Bins { get; init; }
}

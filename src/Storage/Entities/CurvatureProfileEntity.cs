namespace FastOde.Storage.Entities;

/// <summary>A row of <c>curvature_profiles</c>.</summary>
internal sealed class CurvatureProfileEntity
{
    /// <summary>The trial.</summary>
    public required long TrialId { get; set; }

    /// <summary>Training step at which it was measured.</summary>
    public required int Step { get; set; }

    /// <summary>Mean curvature in equal bins of time, the first at t = 0 (data).</summary>
    public required IReadOnlyList<double> Bins { get; set; }
}

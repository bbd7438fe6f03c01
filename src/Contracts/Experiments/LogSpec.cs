namespace FastOde.Contracts.Experiments;

/// <summary>How often a trial writes its live metrics.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.LogSpec")]
public sealed record LogSpec
{
    /// <summary>Steps between points of the loss.</summary>
    [Id(0)]
    public int Every { get; init; } = 100;

    /// <summary>Steps between points of the live curvature (Euler, 20 steps).</summary>
    [Id(1)]
    public int CurvatureEvery { get; init; } = 500;
}

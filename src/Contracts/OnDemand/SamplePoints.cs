namespace FastOde.Contracts.OnDemand;

/// <summary>Samples in the plane beside data, to be drawn; the first of each.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.OnDemand.SamplePoints")]
public sealed record SamplePoints
{
    /// <summary>The most samples, and the most points of data.</summary>
    public const int Most = 1000;

    /// <summary>First coordinates of the samples.</summary>
    [Id(0)]
    public required IReadOnlyList<float> X { get; init; }

    /// <summary>Second coordinates of the samples.</summary>
    [Id(1)]
    public required IReadOnlyList<float> Y { get; init; }

    /// <summary>First coordinates of data that the trial was not trained on.</summary>
    [Id(2)]
    public required IReadOnlyList<float> DataX { get; init; }

    /// <summary>Second coordinates of these data.</summary>
    [Id(3)]
    public required IReadOnlyList<float> DataY { get; init; }
}

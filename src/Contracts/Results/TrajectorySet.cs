namespace FastOde.Contracts.Results;

/// <summary>Stored trajectories of one trial from the prior to data, for pictures.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.TrajectorySet")]
public sealed record TrajectorySet
{
    /// <summary>The trial.</summary>
    [Id(0)]
    public required string TrialId { get; init; }

    /// <summary>Training step at which they were drawn.</summary>
    [Id(1)]
    public required int Step { get; init; }

    /// <summary>Times of the stored states, falling from 1 (noise) to 0 (data).</summary>
    [Id(2)]
    public required IReadOnlyList<float> Times { get; init; }

    /// <summary>First coordinates: state s of trajectory i is at i · Times.Count + s.</summary>
    [Id(3)]
    public required IReadOnlyList<float> X { get; init; }

    /// <summary>Second coordinates, in the same order.</summary>
    [Id(4)]
    public required IReadOnlyList<float> Y { get; init; }
}

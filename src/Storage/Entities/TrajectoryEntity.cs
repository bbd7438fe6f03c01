namespace FastOde.Storage.Entities;

/// <summary>A row of <c>trajectories</c>: the latest of a trial, numbers as little-endian singles.</summary>
internal sealed class TrajectoryEntity
{
    /// <summary>The trial.</summary>
    public required long TrialId { get; set; }

    /// <summary>Training step at which they were drawn.</summary>
    public required int Step { get; set; }

    /// <summary>Times of the stored states, falling from 1 to 0.</summary>
    public required IReadOnlyList<float> Times { get; set; }

    /// <summary>First coordinates, trajectory by trajectory.</summary>
    public required IReadOnlyList<float> X { get; set; }

    /// <summary>Second coordinates, in the same order.</summary>
    public required IReadOnlyList<float> Y { get; set; }
}

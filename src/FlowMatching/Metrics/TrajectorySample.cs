namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// A few trajectories of one solver, from noise to data, as plain numbers for storage and pictures. Every sample starts
/// from the same subset of the evaluation noise, so that pictures of different trials can be compared point by point.
/// </summary>
public sealed record TrajectorySample
{
    /// <summary>The solver's name in a spec, with its time grid where that is not uniform.</summary>
    public required string Solver { get; init; }

    /// <summary>The number the spec asked for: NFE budget or tolerance.</summary>
    public required double Number { get; init; }

    /// <summary>The stored times, falling from 1 (noise) to 0 (data); both ends are always there.</summary>
    public required IReadOnlyList<float> Times { get; init; }

    /// <summary>One trajectory a point: <c>Points[i][k]</c> holds the coordinates of point i at time <c>Times[k]</c>.</summary>
    public required IReadOnlyList<IReadOnlyList<float[]>> Points { get; init; }
}

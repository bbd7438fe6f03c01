namespace FastOde.Dashboard.ChartModels;

/// <summary>One axis of a chart.</summary>
/// <param name="Name">What it measures, with the unit where there is one.</param>
/// <param name="Log">Whether it is logarithmic; points that are not positive are then left out.</param>
/// <param name="Fitted">Whether a horizontal axis begins near its least point instead of at 0; a vertical one always does.</param>
public sealed record ChartAxis(string Name, bool Log = false, bool Fitted = false)
{
    /// <summary>Whether it counts, so that there is nothing between two whole numbers.</summary>
    public bool IsCount { get; init; }

    /// <summary>Its values in order where they are words; a point's position is then the place of its word, from 0. Empty where they are numbers.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

namespace FastOde.Dashboard.ChartModels;

/// <summary>One axis of a chart of parallel coordinates.</summary>
/// <param name="Key">The key of the search, or of the objective.</param>
/// <param name="Title">What stands above it.</param>
/// <param name="Log">Whether it is logarithmic.</param>
/// <param name="Words">Its values in order where they are words; empty where they are numbers.</param>
public sealed record ParallelAxis(string Key, string Title, bool Log, IReadOnlyList<string> Words);

namespace FastOde.Search.Statistics;

/// <summary>A range of numbers.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public sealed record Interval(double Lower, double Upper);

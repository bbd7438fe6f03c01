using FastOde.Search.Spaces;

namespace FastOde.Search.Samplers;

/// <summary>
/// Chooses which assignments of a space are tried. It has no memory: what it answers is a function of its search, its space
/// and what it is told, so that a crash between two answers changes nothing.
/// </summary>
public interface ISampler
{
    /// <summary>How many assignments it has to suggest in all, at least 1; <see cref="long.MaxValue"/> for more than can be counted.</summary>
    long Total { get; }

    /// <summary>
    /// Whether it looks at what came of earlier suggestions. One that does is asked when a slot can use the answer; another is
    /// told no more than how many it has suggested, and is asked ahead.
    /// </summary>
    bool Learns { get; }

    /// <summary>The assignment that comes next.</summary>
    /// <param name="known">What has been suggested, less than <see cref="Total"/>, and what came of it.</param>
    Assignment Next(SearchHistory known);
}

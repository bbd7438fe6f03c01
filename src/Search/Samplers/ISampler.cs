using FastOde.Search.Spaces;

namespace FastOde.Search.Samplers;

/// <summary>
/// Chooses which assignments of a space are tried. It has no memory: what it answers is a function of its search, its space
/// and what it is told, so that a crash between two answers changes nothing. In a finite space it suggests nothing twice.
/// </summary>
public interface ISampler
{
    /// <summary>Most assignments that it has to suggest, at least 1 unless others propose them; <see cref="long.MaxValue"/> for more than can be counted.</summary>
    long Total { get; }

    /// <summary>
    /// Whether it looks at what came of earlier suggestions. One that does is asked when a slot can use the answer; another is
    /// told no more than how many it has suggested, and is asked ahead.
    /// </summary>
    bool Learns { get; }

    /// <summary>The assignment that comes next; null where none is left, whatever comes of those that were suggested.</summary>
    /// <param name="known">What has been suggested, and what came of it.</param>
    Assignment? Next(SearchHistory known);
}

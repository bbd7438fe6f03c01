using FastOde.Search.Spaces;

namespace FastOde.Search.Samplers;

/// <summary>Chooses which assignments of a space are tried. The same sampler gives the same assignments every time.</summary>
public interface ISampler
{
    /// <summary>The assignments in the order in which they are to be tried, computed as they are asked for.</summary>
    /// <exception cref="ArgumentException">The sampler cannot sample this space; thrown at once.</exception>
    IEnumerable<Assignment> Sample(SearchSpace space);
}

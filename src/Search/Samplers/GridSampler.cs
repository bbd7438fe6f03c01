using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Samplers;

/// <summary>
/// Every assignment of a space once: the product of all values, of inactive dimensions none. The first dimension changes
/// slowest. An empty space has one assignment, the empty one. Of those that make the same trial the first is tried; those that miss
/// a demand are left out.
/// </summary>
[Sampler("grid", EndsByItself = true)]
public sealed class GridSampler : ISampler
{
    /// <summary>Most combinations of which those that meet constraints are listed.</summary>
    private const long MostLookedAt = 10_000_000;

    private readonly AssignmentProduct product;
    private readonly Assignment[]? different;

    /// <summary>The grid of a space.</summary>
    /// <param name="search">The search, of which a grid needs nothing but the space.</param>
    /// <param name="space">The space.</param>
    /// <exception cref="ArgumentException">A dimension is a continuous range.</exception>
    public GridSampler(SearchSpec search, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(space);
        product = new(space);
        Total = product.Count;
        if (!space.HasTwins && !space.IsConstrained)
            return;
        if (space.IsConstrained && Total > MostLookedAt)
            throw new ArgumentException($"A grid with constraints looks at every combination, and these are more than {MostLookedAt}; search fewer values, or use another sampler.");
        different = [.. DistinctAssignments.Distinct(space, product).Take(SearchSpec.MaximumTrials + 1)];
        Total = different.Length;
    }

    /// <inheritdoc/>
    public long Total { get; }

    /// <inheritdoc/>
    public bool Learns => false;

    /// <inheritdoc/>
    public Assignment? Next(SearchHistory known) =>
        known.Suggested >= Total ? null : different is null ? product.At(known.Suggested) : different[known.Suggested];
}

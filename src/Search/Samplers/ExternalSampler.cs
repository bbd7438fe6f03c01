using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Samplers;

/// <summary>Suggests nothing: a program proposes the assignments, as it likes, and learns from their results itself.</summary>
/// <param name="search">The search, of which it needs nothing.</param>
/// <param name="space">The space that proposals keep to.</param>
[Sampler("external", EndsByItself = true, TakesProposals = true)]
#pragma warning disable CS9113 // Every sampler is made of a search and a space.
public sealed class ExternalSampler(SearchSpec search, SearchSpace space) : ISampler
#pragma warning restore CS9113
{
    /// <inheritdoc/>
    public long Total => 0;

    /// <inheritdoc/>
    public bool Learns => false;

    /// <inheritdoc/>
    public Assignment? Next(SearchHistory known) => null;
}

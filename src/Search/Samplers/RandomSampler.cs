using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Samplers;

/// <summary>
/// Independent draws. The value of a key in assignment i depends on nothing but the seed, i and the key: drawing more
/// assignments, or adding a dimension, leaves the values there were as they are. Only what was drawn before is drawn again.
/// </summary>
/// <param name="search">The seed, and how many assignments are drawn.</param>
/// <param name="space">What is drawn from.</param>
[Sampler("random")]
public sealed class RandomSampler(SearchSpec search, SearchSpace space) : ISampler
{
    private readonly DistinctDraws draws = new(space, search.Seed, (number, attempt) => RandomDraw.At(space, search.Seed, number, attempt));

    /// <inheritdoc/>
    public long Total { get; } = RandomDraw.Total(search, space);

    /// <inheritdoc/>
    public bool Learns => false;

    /// <inheritdoc/>
    public Assignment? Next(SearchHistory known) => draws.At(known.Suggested);
}

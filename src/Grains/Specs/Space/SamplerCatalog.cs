using FastOde.Search.Samplers;
using FastOde.Specs;
using FastOde.Specs.Words;

namespace FastOde.Grains.Specs.Space;

/// <summary>Every sampler a spec can name.</summary>
internal static class SamplerCatalog
{
    internal const string Grid = "grid";
    internal const string Random = "random";

    /// <summary>The names.</summary>
    internal static IReadOnlyList<string> Names { get; } = [Grid, Random];

    /// <summary>The sampler of a search.</summary>
    /// <exception cref="ArgumentException">There is no such sampler, or it lacks its number of trials.</exception>
    internal static ISampler Create(SearchSpec search) => search.Sampler switch
    {
        Grid => new GridSampler(),
        Random => new RandomSampler(search.Seed, search.Trials ?? throw new ArgumentException("search.trials: A random search needs the number of trials to draw.")),
        _ => throw new ArgumentException($"search.sampler: {UnknownName.Describe("sampler", search.Sampler, Names)}"),
    };
}

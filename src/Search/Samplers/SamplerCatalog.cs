using System.Reflection;
using FastOde.Search.Spaces;
using FastOde.Specs;
using FastOde.Specs.Words;

namespace FastOde.Search.Samplers;

/// <summary>
/// Every sampler: the classes that have a <see cref="SamplerAttribute"/> and are made of a <see cref="SearchSpec"/> and a
/// <see cref="SearchSpace"/>. Nothing lists them.
/// </summary>
/// <param name="others">Assemblies with samplers beside those of this one.</param>
public sealed class SamplerCatalog(params IEnumerable<Assembly> others)
{
    private readonly SortedDictionary<string, (SamplerAttribute About, Type Type)> samplers = new(
        others.Prepend(typeof(SamplerCatalog).Assembly).SelectMany(assembly => assembly.GetTypes())
            .Select(type => (About: type.GetCustomAttribute<SamplerAttribute>(), Type: type))
            .Where(found => found.About is not null)
            .ToDictionary(found => found.About!.Name, found => (found.About!, found.Type)),
        StringComparer.Ordinal);

    /// <summary>The samplers of this assembly.</summary>
    public static SamplerCatalog Standard { get; } = new();

    /// <summary>The names.</summary>
    public IReadOnlyCollection<string> Names => samplers.Keys;

    /// <summary>What is said of a sampler.</summary>
    /// <exception cref="ArgumentException">There is no such sampler.</exception>
    public SamplerAttribute About(string name) => Find(name).About;

    /// <summary>The sampler of an experiment.</summary>
    /// <exception cref="ArgumentException">There is no such sampler, or it cannot sample this space.</exception>
    public ISampler Create(ExperimentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Create(spec.Search, new SearchSpace(spec.Search.Space, spec.Template, spec.Search.Constraints));
    }

    /// <summary>The sampler of a search.</summary>
    /// <exception cref="ArgumentException">There is no such sampler, or it cannot sample this space.</exception>
    public ISampler Create(SearchSpec search, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(search);
        return (ISampler)Activator.CreateInstance(Find(search.Sampler).Type, BindingFlags.DoNotWrapExceptions, null, [search, space], null)!;
    }

    private (SamplerAttribute About, Type Type) Find(string name) => samplers.TryGetValue(name, out var found)
        ? found
        : throw new ArgumentException($"search.sampler: {UnknownName.Describe("sampler", name, [.. Names])}");
}

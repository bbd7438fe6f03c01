namespace FastOde.Search.Samplers;

/// <summary>Names a sampler, by which <see cref="SamplerCatalog"/> finds it.</summary>
/// <param name="name">The name that specs use.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SamplerAttribute(string name) : Attribute
{
    /// <summary>The name that specs use.</summary>
    public string Name { get; } = name;

    /// <summary>Whether a spec has no <c>search.trials</c>: something else says how many assignments there are.</summary>
    public bool EndsByItself { get; init; }

    /// <summary>Whether a program proposes the assignments, and the sampler itself has none.</summary>
    public bool TakesProposals { get; init; }

    /// <summary>Whether it learns from results, so that a spec needs an objective.</summary>
    public bool NeedsObjective { get; init; }
}

namespace FastOde.Search.Samplers;

/// <summary>Names a sampler, by which <see cref="SamplerCatalog"/> finds it.</summary>
/// <param name="name">The name that specs use.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SamplerAttribute(string name) : Attribute
{
    /// <summary>The name that specs use.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the space alone says how many assignments there are, so that a spec has no <c>search.trials</c>.</summary>
    public bool EndsByItself { get; init; }

    /// <summary>Whether it learns from results, so that a spec needs an objective.</summary>
    public bool NeedsObjective { get; init; }
}

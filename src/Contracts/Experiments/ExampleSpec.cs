namespace FastOde.Contracts.Experiments;

/// <summary>An example spec that comes with the product.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.ExampleSpec")]
public sealed record ExampleSpec
{
    /// <summary>File name without extension.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>The YAML text.</summary>
    [Id(1)]
    public required string Text { get; init; }
}

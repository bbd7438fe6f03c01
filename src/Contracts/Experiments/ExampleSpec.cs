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

    /// <summary>What it shows, in the first sentence of its comment; empty where it has none.</summary>
    public string Summary
    {
        get
        {
            var comment = string.Join(' ', Text.Split('\n').Select(line => line.Trim()).TakeWhile(line => line.StartsWith('#') && line.Length > 1).Select(line => line[1..].Trim()));
            var end = comment.IndexOf(". ", StringComparison.Ordinal);
            return end < 0 ? comment : comment[..(end + 1)];
        }
    }
}

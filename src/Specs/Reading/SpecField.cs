namespace FastOde.Specs.Reading;

/// <summary>A key of a spec as a form shows it.</summary>
/// <param name="Key">Its full path.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Value">What the text gives for it, the items of a list with commas between them; empty where it gives nothing.</param>
/// <param name="Default">What it has where nothing is given; empty where there is no such value.</param>
/// <param name="Expected">The values it takes, in words.</param>
public sealed record SpecField(string Key, string Label, string Value, string Default, string Expected)
{
    /// <summary>The names it can have; empty where it takes others too.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Names that are there to be used; others may be too.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>Whether it takes several values.</summary>
    public bool IsList { get; init; }

    /// <summary>What the search tries for it, as the text has it; null where it is not searched.</summary>
    public string? Searched { get; init; }
}

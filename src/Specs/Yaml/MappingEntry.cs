namespace FastOde.Specs.Yaml;

/// <summary>A key of a mapping with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Line">The line of the key.</param>
/// <param name="Value">The value.</param>
internal sealed record MappingEntry(string Key, int Line, SpecNode Value)
{
    /// <summary>The number, from 1, of the root's key that this stands under.</summary>
    internal int Part { get; init; }

    /// <summary>Whether keys outside refer to an anchor in the value, so that a key of the root need not be one of a spec.</summary>
    internal bool IsDefinition { get; init; }
}

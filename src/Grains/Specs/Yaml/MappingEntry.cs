namespace FastOde.Grains.Specs.Yaml;

/// <summary>A key of a mapping with its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Line">The line of the key.</param>
/// <param name="Value">The value.</param>
internal sealed record MappingEntry(string Key, int Line, SpecNode Value);

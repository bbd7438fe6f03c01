namespace FastOde.Specs.Yaml;

/// <summary>Keys with values; no key occurs twice.</summary>
/// <param name="Line">The line on which it starts.</param>
/// <param name="Entries">The entries in order.</param>
internal sealed record MappingNode(int Line, IReadOnlyList<MappingEntry> Entries) : SpecNode(Line)
{
    private readonly Dictionary<string, MappingEntry> byKey = Entries.ToDictionary(entry => entry.Key);

    internal override string Description => "a group of keys";

    internal MappingEntry? Find(string key) => byKey.GetValueOrDefault(key);
}

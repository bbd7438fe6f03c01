using FastOde.Specs.Yaml;

namespace FastOde.Specs.Reading;

/// <summary>Where the keys of a spec stand in its text, by full path.</summary>
public sealed class SpecText
{
    private readonly Dictionary<string, MappingEntry> entries = [];

    /// <summary>Whether a key is given.</summary>
    public bool Has(string path) => entries.ContainsKey(path);

    /// <summary>Whether the search space has a dimension of this key, right or wrong.</summary>
    public bool InSpace(string key) => Has($"search.space.{key}");

    /// <summary>The line of a key, or of the nearest one around it.</summary>
    public int Line(string path)
    {
        for (var part = path; part.Length > 0; part = part[..Math.Max(0, part.LastIndexOf('.'))])
        {
            if (entries.TryGetValue(part, out var entry))
                return entry.Line;
        }

        return 1;
    }

    /// <summary>Adds a key where it stands.</summary>
    internal void Add(string path, MappingEntry entry) => entries.TryAdd(path, entry);

    /// <summary>What stands at a key; null where it is not given.</summary>
    internal SpecNode? Find(string path) => entries.GetValueOrDefault(path)?.Value;
}

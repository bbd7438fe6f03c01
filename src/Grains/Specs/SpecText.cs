using FastOde.Grains.Specs.Schema;
using FastOde.Grains.Specs.Yaml;

namespace FastOde.Grains.Specs;

/// <summary>The keys of a spec as they stand in its text, by full path.</summary>
internal sealed class SpecText
{
    private readonly Dictionary<string, MappingEntry> _entries = [];
    private readonly SpecProblems _problems;

    /// <summary>Finds the keys under a root; those that the schema lacks become problems.</summary>
    internal SpecText(MappingNode root, SpecProblems problems)
    {
        _problems = problems;
        Collect("", root);
    }

    /// <summary>The line of a key in a text that was found right.</summary>
    internal static int LineOf(string text, string path)
    {
        var problems = new SpecProblems("");
        return SpecNodeReader.Read(text, problems) is { } root ? new SpecText(root, problems).Line(path) : 1;
    }

    internal bool Has(string path) => _entries.ContainsKey(path);

    internal SpecNode? Find(string path) => _entries.GetValueOrDefault(path)?.Value;

    /// <summary>Whether the search space has a dimension of this key, right or wrong.</summary>
    internal bool InSpace(string key) => Find("search.space") is MappingNode space && space.Find(key) is not null;

    /// <summary>The line of a key, or of the nearest one around it.</summary>
    internal int Line(string path)
    {
        for (var part = path; part.Length > 0; part = part[..Math.Max(0, part.LastIndexOf('.'))])
        {
            if (_entries.TryGetValue(part, out var entry))
                return entry.Line;
        }

        return 1;
    }

    private void Collect(string prefix, MappingNode mapping)
    {
        foreach (var entry in mapping.Entries)
        {
            var path = prefix + entry.Key;
            if (SpecSchema.Keys.Any(key => key.Path == path))
                _entries[path] = entry;
            else if (SpecSchema.Words(path + ".").Count > 0)
                Group(path, entry);
            else if (prefix.Length > 0 || !entry.IsDefinition)
                _problems.Add(entry.Line, path, Unknown(prefix, entry.Key));
        }
    }

    private void Group(string path, MappingEntry entry)
    {
        _entries[path] = entry;
        if (entry.Value is not MappingNode group)
        {
            _problems.Add(entry.Value.Line, path, $"Expected a group with the keys {string.Join(", ", SpecSchema.Words(path + "."))}; found {entry.Value.Description}.");
            return;
        }

        // A function takes the place of training: what stands beside it are its arguments.
        if (path == "trial" && group.Find("function") is { } function)
        {
            foreach (var argument in group.Entries)
                _entries[$"trial.{argument.Key}"] = argument;
            _entries[FunctionKey.FullPath] = function with { Value = group };
            return;
        }

        Collect(path + ".", group);
    }

    /// <summary>A key that stands in the wrong group is looked for in all of them first.</summary>
    private static string Unknown(string prefix, string word)
    {
        var elsewhere = SpecSchema.Keys.Select(key => key.Path).Where(path => path.EndsWith($".{word}", StringComparison.Ordinal)).ToArray();
        return elsewhere.Length > 0
            ? $"There is no key '{word}' here; did you mean {string.Join(" or ", elsewhere)}?"
            : Wording.Unknown("key", word, SpecSchema.Words(prefix));
    }
}

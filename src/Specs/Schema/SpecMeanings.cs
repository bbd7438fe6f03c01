using System.Text.RegularExpressions;

namespace FastOde.Specs.Schema;

/// <summary>What keys mean, as docs/spec.md says it: that is part of this assembly, and a test holds it to the records.</summary>
internal static partial class SpecMeanings
{
    private const int Cells = 5;

    private static readonly Lazy<Dictionary<string, string>> Rows = new(() => Read().DistinctBy(row => row.Key).ToDictionary());

    /// <summary>What a key means, on one line; empty where nobody has said it.</summary>
    /// <param name="path">The key's full path; keys of the items of a list follow <c>[]</c>.</param>
    internal static string Of(string path) => Rows.Value.GetValueOrDefault(path, "");

    private static IEnumerable<KeyValuePair<string, string>> Read()
    {
        using var reader = new StreamReader(typeof(SpecMeanings).Assembly.GetManifestResourceStream("spec.md")!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('|') is [_, var path, _, _, _, var meaning, _] cells && cells.Length == Cells + 2 && path.Trim() is ['`', .. var key, '`'])
                yield return new(key, Link().Replace(meaning.Trim(), "$1").Replace("`", "", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();
}

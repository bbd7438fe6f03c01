using YamlDotNet.RepresentationModel;

namespace FastOde.Specs.Reading;

/// <summary>Takes a key with its value out of a spec's text; comments and all other keys stay as they are.</summary>
internal static class KeyRemoval
{
    /// <summary>The text without a key, and without the groups that would be left empty; the same text where the key is not there.</summary>
    /// <param name="text">A spec in YAML or JSON that can be read.</param>
    /// <param name="key">The key's full path.</param>
    /// <exception cref="FormatException">The key cannot be taken out by itself; the message says why.</exception>
    internal static string Apply(string text, string key)
    {
        var words = key.Split('.');
        List<YamlMappingNode> way = [(YamlMappingNode)TextEnds.Root(text)];
        foreach (var word in words[..^1])
        {
            if (!way[^1].Children.TryGetValue(new YamlScalarNode(word), out var inner) || inner is not YamlMappingNode group)
                return text;
            way.Add(group);
        }

        if (!way[^1].Children.TryGetValue(new YamlScalarNode(words[^1]), out var value))
            return SpecOverrides.IsMerged(way[^1], words[^1]) ? throw Refusal(key, "comes from a merge key") : text;
        if (TextEnds.IsBlock(value) || !value.Anchor.IsEmpty || value.Start.Index < KeyOf(way[^1], words[^1]).Start.Index)
            throw Refusal(key, "is written over several lines or elsewhere");
        var depth = words.Length - 1;
        while (depth > 0 && way[depth].Children.Count == 1)
            depth--;
        var (start, end) = ((int)KeyOf(way[depth], words[depth]).Start.Index, depth == words.Length - 1 || TextEnds.IsBlock(way[depth + 1]) ? TextEnds.Of(text, value) : TextEnds.Of(text, way[depth + 1]));
        if (text[start..end].Contains('#', StringComparison.Ordinal) && depth < words.Length - 1)
            throw Refusal(key, "stands in a group with a comment");
        return TextEnds.IsBlock(way[depth]) ? WithoutLines(text, start, end, key) : WithoutItem(text, start, end);
    }

    private static YamlNode KeyOf(YamlMappingNode group, string word) => group.Children.Keys.First(key => key.Equals(new YamlScalarNode(word)));

    /// <summary>A comment at the end of the line stays, on a line of its own.</summary>
    private static string WithoutLines(string text, int start, int end, string key)
    {
        var first = text.LastIndexOf('\n', Math.Max(0, start - 1)) + 1;
        if (text.AsSpan(first..start).Trim().Length > 0)
            throw Refusal(key, "shares its line with something else");
        var newLine = text.IndexOf('\n', end);
        var last = newLine < 0 ? text.Length : newLine + 1;
        var comment = text[end..last].Trim();
        return $"{text[..first]}{(comment.Length > 0 ? $"{text[first..start]}{comment}\n" : "")}{text[last..]}";
    }

    private static string WithoutItem(string text, int start, int end)
    {
        var next = end;
        while (next < text.Length && text[next] is ' ')
            next++;
        if (next < text.Length && text[next] == ',')
        {
            next++;
            while (next < text.Length && text[next] is ' ')
                next++;
            return text[..start] + text[next..];
        }

        var before = start;
        while (before > 0 && char.IsWhiteSpace(text[before - 1]))
            before--;
        return before > 0 && text[before - 1] == ',' ? text[..(before - 1)] + text[end..] : text[..start] + text[end..];
    }

    private static FormatException Refusal(string key, string why) => SpecOverrides.Refusal($"{key} cannot be taken out here: it {why}; remove it in the text.");
}

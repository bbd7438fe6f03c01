using FastOde.Specs.Words;
using FastOde.Specs.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FastOde.Specs.Reading;

/// <summary>
/// Values given beside a spec, KEY=VALUE each, written into its text: in place of the value that stands there, or as a new
/// first key of its group. The rest of the text, comments included, stays as it is, and the reader checks the result as it
/// checks any spec.
/// </summary>
public sealed class SpecOverrides
{
    private readonly IReadOnlyList<(string Key, string Value)> values;
    private readonly List<int> addedLines = [];

    private SpecOverrides(IReadOnlyList<(string Key, string Value)> values) => this.values = values;

    /// <summary>Reads KEY=VALUE texts.</summary>
    /// <param name="texts">Such as <c>trial.coupling.beta=5</c> or <c>seeds=[0, 1]</c>; the value is YAML on one line.</param>
    /// <exception cref="FormatException">One is none; the message quotes it and says what was expected.</exception>
    public static SpecOverrides Parse(IEnumerable<string> texts) => new([.. texts.Select(Parse)]);

    /// <summary>Writes the values into a text.</summary>
    /// <param name="text">A spec in YAML or JSON.</param>
    /// <returns>The new text; the old one where it is not valid YAML, so that the reader says why.</returns>
    /// <exception cref="FormatException">A key stands where it has no place; the message says why.</exception>
    public string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // What a value makes invalid is left as it is too.
        return this.values.Aggregate(text, (before, pair) => IsReadable(before) ? Set(before, pair) : before);
    }

    /// <summary>A problem of the new text with the line that it has in the old one.</summary>
    public SpecProblem InOldText(SpecProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem with { Line = Math.Max(1, problem.Line - addedLines.Count(line => line <= problem.Line)) };
    }

    private static (string Key, string Value) Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var (key, value) = at < 0 ? (text, "") : (text[..at].Trim(), text[(at + 1)..].Trim());
        if (at < 0 || key.Length == 0 || key.Split('.').Any(word => word.Length == 0 || word.Any(char.IsWhiteSpace)))
            throw Refusal($"Expected KEY=VALUE such as trial.coupling.beta=5, found '{text}'.");
        if (value.Length == 0)
            throw Refusal($"{key} is given no value; write {key}=VALUE, or leave it out to keep what the spec says.");
        try
        {
            // As it will stand: between the commas of a group.
            var whole = $"{{ key: {value} }}";
            RequireShallow(whole);
            var group = (YamlMappingNode)TextEnds.Root(whole);
            if (value.Contains('\n') || group.Children.Count != 1)
                throw Refusal($"'{value}' for {key} is more than one value; quote a text that has commas, and write lists in brackets.");
        }
        catch (YamlException error)
        {
            throw Refusal($"'{value}' for {key} is not valid YAML: {error.Message.TrimEnd('.')}.", error);
        }

        return (key, value);
    }

    private string Set(string text, (string Key, string Value) pair)
    {
        var words = Words(pair);
        var group = (YamlMappingNode)TextEnds.Root(text);
        for (var depth = 0; depth < words.Length; depth++)
        {
            var shown = string.Join('.', words[..(depth + 1)]);
            if (!group.Children.TryGetValue(new YamlScalarNode(words[depth]), out var node))
            {
                return depth == words.Length - 1 || !IsMerged(group, words[depth])
                    ? Insert(text, group, Nested(words[depth..], pair.Value))
                    : throw Refusal($"{pair.Key} cannot be set: {shown} comes from a merge key in the spec; write the group out there.");
            }

            // An alias is here the node that it refers to, which stands before it and may be meant elsewhere too.
            var key = group.Children.Keys.First(key => key.Equals(new YamlScalarNode(words[depth])));
            if (node.Start.Index < key.Start.Index)
                throw Refusal($"{pair.Key} cannot be set: {shown} is an alias of what stands in line {node.Start.Line}; write it out in the spec.");
            if (depth == words.Length - 1)
                return Replace(text, node, pair);
            if (node is not YamlMappingNode inner)
                throw Refusal($"{pair.Key} cannot be set: {shown} is a single value in the spec, not a group.");
            group = inner;
        }

        return text;
    }

    internal static bool IsReadable(string text)
    {
        var problems = new SpecProblems("");
        return SpecNodeReader.Read(text, problems) is not null && problems.IsEmpty;
    }

    // Keys and values may hold anything, and the refusal is one line.
    internal static FormatException Refusal(string words, Exception? inner = null) => new(VisibleText.Of(words), inner);

    internal static bool IsMerged(YamlMappingNode group, string word)
    {
        if (!group.Children.TryGetValue(new YamlScalarNode("<<"), out var merged))
            return false;
        var sources = merged is YamlSequenceNode list ? list.Children : [merged];
        return sources.OfType<YamlMappingNode>().Any(source => source.Children.ContainsKey(new YamlScalarNode(word)) || IsMerged(source, word));
    }

    /// <summary>
    /// The keys of the groups on the way to the value. Those of the search space are paths into the trial, whose dots do not
    /// divide; what may follow them is a field of the dimension, and after its conditions again such a path.
    /// </summary>
    private static string[] Words((string Key, string Value) pair)
    {
        var words = pair.Key.Split('.');
        if (words is not ["search", "space", .. { Length: > 0 } path])
            return words;
        var field = Array.FindIndex(path, 1, IsField);
        return field < 0
            ? [.. words[..2], string.Join('.', path)]
            : [.. words[..2], string.Join('.', path[..field]), path[field], .. Rest(path[(field + 1)..])];

        // Networks of the trial have a scale too; what is given for that is a dimension, a group.
        bool IsField(string word) => DimensionReader.Fields.Contains(word) && !(word == DimensionReader.Scale && pair.Value.StartsWith('{'));
        static string[] Rest(string[] left) => left.Length == 0 ? [] : [string.Join('.', left)];
    }

    private static string Replace(string text, YamlNode node, (string Key, string Value) pair)
    {
        if (TextEnds.IsBlock(node) || !node.Anchor.IsEmpty)
            throw Refusal($"{pair.Key} cannot be set as a whole: it stands over several lines in the spec; set its keys one by one.");
        var (start, end) = ((int)node.Start.Index, TextEnds.Of(text, node));
        return $"{text[..start]}{(start > 0 && text[start - 1] == ':' ? " " : "")}{pair.Value}{text[end..]}";
    }

    private string Insert(string text, YamlMappingNode group, string entry)
    {
        var at = (int)group.Start.Index;
        if (group.Style == YamlDotNet.Core.Events.MappingStyle.Flow)
            return $"{text[..(at + 1)]} {entry}{(group.Children.Count > 0 ? "," : " ")}{text[(at + 1)..]}";
        addedLines.Add((int)group.Start.Line);
        return $"{text[..at]}{entry}\n{new string(' ', (int)group.Start.Column - 1)}{text[at..]}";
    }

    private static string Nested(string[] words, string value) =>
        words.Length == 1 ? $"{words[0]}: {value}" : $"{words[0]}: {{ {Nested(words[1..], value)} }}";

    // The library's document model calls itself for each level, and has the stack for some thousand.
    private static void RequireShallow(string text)
    {
        var parser = new GuardedParser(new SpecLines(text));
        for (var depth = 0; parser.MoveNext(); depth += parser.Current!.NestingIncrease)
        {
            if (depth > SpecNodeReader.DeepestNesting)
                throw new YamlException($"more than {SpecNodeReader.DeepestNesting} levels inside each other");
        }
    }
}

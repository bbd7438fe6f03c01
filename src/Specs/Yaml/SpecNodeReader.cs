using FastOde.Specs.Words;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FastOde.Specs.Yaml;

/// <summary>
/// Turns YAML (and so JSON) into nodes that know their lines. It works on the parser's events because the library's
/// own document model stops at the first repeated key and trusts the depth of the text.
/// </summary>
internal sealed class SpecNodeReader
{
    /// <summary>The most groups and lists inside each other.</summary>
    internal const int DeepestNesting = 32;

    private const char ByteOrderMark = '\uFEFF';

    /// <summary>What text may have beside visible characters.</summary>
    private const string LineEndsAndTabs = "\n\r\t";

    private readonly SpecLines lines;
    private readonly GuardedParser parser;
    private readonly SpecProblems problems;
    private readonly MergeKeys merges;
    private readonly Dictionary<string, (SpecNode Node, int Part)> anchors = [];

    /// <summary>The keys of the root, by number, that something outside refers to.</summary>
    private readonly HashSet<int> definitions = [];
    private int part;

    private SpecNodeReader(SpecLines lines, SpecProblems problems)
    {
        this.lines = lines;
        parser = new GuardedParser(lines);
        this.problems = problems;
        merges = new MergeKeys(problems);
    }

    /// <summary>The root mapping, or null where the text has none; then a problem says why.</summary>
    internal static MappingNode? Read(string text, SpecProblems problems)
    {
        var lines = new SpecLines(text.StartsWith(ByteOrderMark) ? text[1..] : text);
        if (VisibleText.IndexOfHidden(lines.Text, LineEndsAndTabs) is >= 0 and var at)
        {
            var cure = lines.Text[at] == '\0' ? "save the file as UTF-8" : "remove it, comments included";
            problems.Add(lines.LineAt(at), "", $"This is not valid YAML: it has the character {VisibleText.Name(lines.Text[at])}; {cure}.");
            return null;
        }

        try
        {
            return new SpecNodeReader(lines, problems).Document();
        }
        catch (YamlException error)
        {
            var reason = error.InnerException?.Message ?? error.Message;
            problems.Add(lines.Within(error.End.Line), "", $"This is not valid YAML: {reason.TrimEnd('.')} (column {error.End.Column}).");
            return null;
        }
    }

    private MappingNode? Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            problems.Add(1, "", "The spec is empty; it needs at least a name and a trial.");
            return null;
        }

        var root = Node("", 0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
        {
            problems.Add((int)second.Start.Line, "", "A second document begins here; write one experiment a file.");
            return null;
        }

        if (root is not MappingNode mapping)
        {
            problems.Add(root.Line, "", $"Expected the keys of an experiment such as name and trial, found {root.Description}.");
            return null;
        }

        return new MappingNode(mapping.Line, [.. mapping.Entries.Select(entry => entry with { IsDefinition = definitions.Contains(entry.Part) })]);
    }

    private SpecNode Node(string path, int depth)
    {
        var line = (int)parser.Current!.Start.Line;
        if (depth > DeepestNesting)
            throw new YamlException(parser.Current.Start, parser.Current.End, $"more than {DeepestNesting} levels inside each other");
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return Anchored(alias);

        var start = parser.Consume<NodeEvent>();
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific)
            problems.Add(line, path, $"The tag {start.Tag.Value} is not understood; write the plain value.");
        SpecNode node = start switch
        {
            Scalar scalar => Single(scalar, line, path),
            SequenceStart => Sequence(line, path, depth),
            _ => Mapping(line, path, depth),
        };
        if (!start.Anchor.IsEmpty)
            this.anchors[start.Anchor.Value] = (node, part);
        return node;
    }

    private SpecNode Anchored(AnchorAlias alias)
    {
        if (!this.anchors.TryGetValue(alias.Value.Value, out var anchored))
            throw new YamlException(alias.Start, alias.End, $"*{alias.Value.Value} refers to no anchor that ends before it");
        if (anchored.Part != part)
            definitions.Add(anchored.Part);
        return anchored.Node;
    }

    private ScalarNode Single(Scalar scalar, int line, string path)
    {
        // Escapes and blocks can write what the text itself may not have, and line ends.
        if (VisibleText.IndexOfHidden(scalar.Value) is >= 0 and var at)
            problems.Add(line, path, $"A text here has the character {VisibleText.Name(scalar.Value[at])}: '{scalar.Value}'; write it on one line without.");
        return new ScalarNode(line, scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private SequenceNode Sequence(int line, string path, int depth)
    {
        var items = new List<SpecNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node($"{path}[{items.Count}]", depth + 1));
        return new SequenceNode(line, items);
    }

    private MappingNode Mapping(int line, string path, int depth)
    {
        var entries = new OrderedDictionary<string, MappingEntry>();
        MappingEntry? merge = null;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (depth == 0)
                part++;
            var at = parser.Current!;
            if (Node(path, depth + 1) is not ScalarNode key)
                throw new YamlException(at.Start, at.End, "a key must be a single word");
            var full = path.Length == 0 ? key.Text : $"{path}.{key.Text}";
            var entry = new MappingEntry(key.Text, key.Line, Node(full, depth + 1)) { Part = part };
            var first = MergeKeys.IsMerge(key) ? merge : entries.GetValueOrDefault(key.Text);
            if (first is not null)
                problems.Add(key.Line, full, $"This key already stands in line {first.Line}; remove one of the two.");
            else if (MergeKeys.IsMerge(key))
                merge = entry;
            else
                entries.Add(key.Text, entry);
        }

        if (merge is not null)
            merges.Into(entries, merge, path);
        return new MappingNode(line, [.. entries.Values]);
    }
}

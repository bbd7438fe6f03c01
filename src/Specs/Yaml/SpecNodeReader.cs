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
    private const int DeepestNesting = 32;
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>What text may have beside visible characters.</summary>
    private const string LineEndsAndTabs = "\n\r\t";

    private readonly SpecLines _lines;
    private readonly GuardedParser _parser;
    private readonly SpecProblems _problems;
    private readonly MergeKeys _merges;
    private readonly Dictionary<string, (SpecNode Node, int Part)> _anchors = [];

    /// <summary>The keys of the root, by number, that something outside refers to.</summary>
    private readonly HashSet<int> _definitions = [];
    private int _part;

    private SpecNodeReader(SpecLines lines, SpecProblems problems)
    {
        _lines = lines;
        _parser = new GuardedParser(lines);
        _problems = problems;
        _merges = new MergeKeys(problems);
    }

    /// <summary>The root mapping, or null where the text has none; then a problem says why.</summary>
    internal static MappingNode? Read(string text, SpecProblems problems)
    {
        SpecLines lines = new(text.StartsWith(ByteOrderMark) ? text[1..] : text);
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
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _problems.Add(1, "", "The spec is empty; it needs at least a name and a trial.");
            return null;
        }

        var root = Node("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _problems.Add((int)second.Start.Line, "", "A second document begins here; write one experiment a file.");
            return null;
        }

        if (root is not MappingNode mapping)
        {
            _problems.Add(root.Line, "", $"Expected the keys of an experiment such as name and trial, found {root.Description}.");
            return null;
        }

        return new MappingNode(mapping.Line, [.. mapping.Entries.Select(entry => entry with { IsDefinition = _definitions.Contains(entry.Part) })]);
    }

    private SpecNode Node(string path, int depth)
    {
        var line = (int)_parser.Current!.Start.Line;
        if (depth > DeepestNesting)
            throw new YamlException(_parser.Current.Start, _parser.Current.End, $"more than {DeepestNesting} levels inside each other");
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return Anchored(alias);

        var start = _parser.Consume<NodeEvent>();
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific)
            _problems.Add(line, path, $"The tag {start.Tag.Value} is not understood; write the plain value.");
        SpecNode node = start switch
        {
            Scalar scalar => Single(scalar, line, path),
            SequenceStart => Sequence(line, path, depth),
            _ => Mapping(line, path, depth),
        };
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = (node, _part);
        return node;
    }

    private SpecNode Anchored(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
            throw new YamlException(alias.Start, alias.End, $"*{alias.Value.Value} refers to no anchor that ends before it");
        if (anchored.Part != _part)
            _definitions.Add(anchored.Part);
        return anchored.Node;
    }

    private ScalarNode Single(Scalar scalar, int line, string path)
    {
        // Escapes and blocks can write what the text itself may not have, and line ends.
        if (VisibleText.IndexOfHidden(scalar.Value) is >= 0 and var at)
            _problems.Add(line, path, $"A text here has the character {VisibleText.Name(scalar.Value[at])}: '{scalar.Value}'; write it on one line without.");
        return new ScalarNode(line, scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private SequenceNode Sequence(int line, string path, int depth)
    {
        var items = new List<SpecNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node($"{path}[{items.Count}]", depth + 1));
        return new SequenceNode(line, items);
    }

    private MappingNode Mapping(int line, string path, int depth)
    {
        var entries = new OrderedDictionary<string, MappingEntry>();
        MappingEntry? merge = null;
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (depth == 0)
                _part++;
            var at = _parser.Current!;
            if (Node(path, depth + 1) is not ScalarNode key)
                throw new YamlException(at.Start, at.End, "a key must be a single word");
            var full = path.Length == 0 ? key.Text : $"{path}.{key.Text}";
            var entry = new MappingEntry(key.Text, key.Line, Node(full, depth + 1)) { Part = _part };
            var first = MergeKeys.IsMerge(key) ? merge : entries.GetValueOrDefault(key.Text);
            if (first is not null)
                _problems.Add(key.Line, full, $"This key already stands in line {first.Line}; remove one of the two.");
            else if (MergeKeys.IsMerge(key))
                merge = entry;
            else
                entries.Add(key.Text, entry);
        }

        if (merge is not null)
            _merges.Into(entries, merge, path);
        return new MappingNode(line, [.. entries.Values]);
    }
}

using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FastOde.Grains.Specs.Yaml;

/// <summary>
/// Turns YAML (and so JSON) into nodes that know their lines. It works on the parser's events because the library's
/// own document model stops at the first repeated key and trusts the depth of the text.
/// </summary>
internal sealed class SpecNodeReader
{
    private const int DeepestNesting = 32;

    private readonly GuardedParser _parser;
    private readonly SpecProblems _problems;
    private readonly Dictionary<string, SpecNode> _anchors = [];

    private SpecNodeReader(string text, SpecProblems problems)
    {
        _parser = new GuardedParser(text);
        _problems = problems;
    }

    /// <summary>The root mapping, or null where the text has none; then a problem says why.</summary>
    internal static MappingNode? Read(string text, SpecProblems problems)
    {
        try
        {
            return new SpecNodeReader(text, problems).Document();
        }
        catch (YamlException error)
        {
            var reason = error.InnerException?.Message ?? error.Message;

            // The parser counts the end of the text as a line of its own.
            var line = Math.Clamp((int)error.End.Line, 1, text.TrimEnd().Count(character => character == '\n') + 1);
            problems.Add(line, "", $"This is not valid YAML: {reason.TrimEnd('.')} (column {error.End.Column}).");
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

        return mapping;
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
            Scalar scalar => new ScalarNode(line, scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => Sequence(line, path, depth),
            _ => Mapping(line, path, depth),
        };
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = node;
        return node;
    }

    private SpecNode Anchored(AnchorAlias alias) => _anchors.TryGetValue(alias.Value.Value, out var node)
        ? node
        : throw new YamlException(alias.Start, alias.End, $"*{alias.Value.Value} refers to no anchor that ends before it");

    private SequenceNode Sequence(int line, string path, int depth)
    {
        var items = new List<SpecNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node($"{path}[{items.Count}]", depth + 1));
        return new SequenceNode(line, items);
    }

    private MappingNode Mapping(int line, string path, int depth)
    {
        var entries = new List<MappingEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var at = _parser.Current!;
            if (Node(path, depth + 1) is not ScalarNode key)
                throw new YamlException(at.Start, at.End, "a key must be a single word");
            var full = path.Length == 0 ? key.Text : $"{path}.{key.Text}";
            var entry = new MappingEntry(key.Text, key.Line, Node(full, depth + 1));
            if (entries.Find(other => other.Key == key.Text) is { } first)
                _problems.Add(key.Line, full, $"This key already stands in line {first.Line}; remove one of the two.");
            else
                entries.Add(entry);
        }

        return new MappingNode(line, entries);
    }
}

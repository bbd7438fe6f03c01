using System.Text.RegularExpressions;

namespace FastOde.Specs.Reading;

/// <summary>
/// The groups and keys of a spec's text while it is typed. It reads YAML by its indentation, braces and brackets, and goes on
/// where a reader would give up: a word without a colon, a brace that is not closed yet.
/// </summary>
internal sealed partial class SpecOutline
{
    private const char Separator = '\u0001';

    private readonly List<Frame> frames = [new([], 0, null)];
    private readonly Dictionary<string, string> values = [];
    private readonly HashSet<string> known = [];

    private SpecOutline()
    {
    }

    /// <summary>Where the text ends, as a place where a word may stand; null in a comment, or where nothing fits.</summary>
    internal OutlinePlace? End { get; private set; }

    /// <summary>Reads a text, or its beginning.</summary>
    internal static SpecOutline Read(string text)
    {
        var outline = new SpecOutline();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var line = 0; line < lines.Length; line++)
            outline.Line(lines[line], isLast: line == lines.Length - 1);
        return outline;
    }

    /// <summary>The single value of a key; null where it has none.</summary>
    internal string? Value(IEnumerable<string> path) => values.GetValueOrDefault(string.Join(Separator, path));

    /// <summary>Whether a key is written.</summary>
    internal bool Has(IEnumerable<string> path) => known.Contains(string.Join(Separator, path));

    private void Line(string line, bool isLast)
    {
        End = null;
        var indent = line.Length - line.TrimStart(' ').Length;
        if (frames[^1].IsFlow)
        {
            // A key at the margin of the one that was opened: the brace was forgotten, or is still to come.
            if (!BlockKey().IsMatch(line) || indent > frames[^1].Indent)
            {
                Flow(line, 0);
                return;
            }

            frames.RemoveAll(frame => frame.IsFlow);
        }

        var content = line[indent..];
        if (content.StartsWith('#') || (content.Length == 0 && !isLast))
            return;
        if (content == "-" || content.StartsWith("- ", StringComparison.Ordinal))
            Item(line, indent);
        else if (Enter(indent) is { } frame)
            Content(line, indent, frame);
    }

    /// <summary>The group whose keys stand at an indentation; null where nothing is open there.</summary>
    private Frame? Enter(int indent)
    {
        while (frames.Count > 1 && frames[^1].Indent > indent)
            frames.RemoveAt(frames.Count - 1);
        var top = frames[^1];
        if (top.Indent == indent)
            return top;
        if (top.Key is null || top.HasValue)
            return null;
        frames.Add(new([.. top.Path, top.Key], indent, null));
        return frames[^1];
    }

    /// <summary>A line that begins with a dash.</summary>
    private void Item(string line, int indent)
    {
        while (frames.Count > 1 && frames[^1].Indent > indent)
            frames.RemoveAt(frames.Count - 1);
        var list = frames[^1];
        if (list.Key is null || list.HasValue)
            return;
        var start = indent + 1 + line[(indent + 1)..].TakeWhile(letter => letter == ' ').Count();
        var item = new Frame([.. list.Path, list.Key, $"[{list.Items++}]"], start, null);
        frames.Add(item);
        if (start < line.Length && (BlockKey().IsMatch(line[start..]) || line[start] is '{' or '['))
        {
            Content(line, start, item);
            return;
        }

        End = line.Length > indent + 1 ? new(list.Path, list.Key, line[start..], start, IsFlow: false) : null;
    }

    /// <summary>What stands at a line's indentation: a key with or without a value, or the beginning of one.</summary>
    private void Content(string line, int start, Frame frame)
    {
        if (line.Length > start && line[start] is '{' or '[')
        {
            frames.Add(new(frame.Path, frame.Indent, line[start] == '{' ? '}' : ']'));
            Flow(line, start + 1);
            return;
        }

        if (BlockKey().Match(line[start..]) is not { Success: true } key)
        {
            End = line.Contains(" #", StringComparison.Ordinal) ? null : new(frame.Path, null, line[start..], start, IsFlow: false);
            return;
        }

        Key(frame, key.Groups[1].Value);
        var after = start + key.Length;
        var at = after + line[after..].TakeWhile(letter => letter == ' ').Count();
        if (at < line.Length && line[at] is '{' or '[')
        {
            frame.HasValue = true;
            frames.Add(new([.. frame.Path, frame.Key!], frame.Indent, line[at] == '{' ? '}' : ']'));
            Flow(line, at + 1);
            return;
        }

        var comment = line.IndexOf(" #", after, StringComparison.Ordinal);
        var value = line[Math.Min(at, line.Length)..(comment < 0 ? line.Length : Math.Max(at, comment))].TrimEnd();
        if (value.StartsWith('#'))
            return;
        frame.HasValue = value.Length > 0;
        Keep(frame, value);
        End = comment < 0 && at > after ? new(frame.Path, frame.Key, line[at..], start, IsFlow: false) : null;
    }

    /// <summary>What stands between braces and brackets, to the end of the line or of all of them.</summary>
    private void Flow(string line, int from)
    {
        var start = -1;
        for (var at = from; at < line.Length; at++)
        {
            var top = frames[^1];
            var letter = line[at];
            if (letter == '#' && (at == 0 || line[at - 1] == ' '))
                return;
            if (letter is '\'' or '"' && start < 0)
            {
                start = at;
                var close = line.IndexOf(letter, at + 1);
                at = close < 0 ? line.Length : close;
            }
            else if (letter is '{' or '[')
            {
                frames.Add(new(top.IsList ? [.. top.Path, $"[{top.Items}]"] : [.. top.Path, top.Key ?? ""], top.Indent, letter == '{' ? '}' : ']'));
                start = -1;
            }
            else if (letter is '}' or ']')
            {
                Keep(top, Word(line, start, at));
                frames.RemoveAt(frames.Count - 1);
                start = -1;
                if (!frames[^1].IsFlow)
                    return;
            }
            else if (letter == ',')
            {
                Keep(top, Word(line, start, at));
                (top.Key, start) = (null, -1);
                top.Items++;
            }
            else if (letter == ':' && !top.IsList && (at + 1 == line.Length || line[at + 1] is ' '))
            {
                Key(top, Word(line, start, at));
                start = -1;
            }
            else if (letter != ' ' && start < 0)
            {
                start = at;
            }
        }

        var last = frames[^1];
        var word = start < 0 ? "" : line[start..];
        Keep(last, word.TrimEnd());
        End = last switch
        {
            { IsList: false } => new(last.Path, last.Key, word, last.Indent, IsFlow: true),
            { Path: [.., var key] } => new([.. last.Path.SkipLast(1)], key, word, last.Indent, IsFlow: true),
            _ => null,
        };
    }

    private void Key(Frame frame, string key)
    {
        (frame.Key, frame.HasValue, frame.Items) = (key.Trim('\'', '"'), false, 0);
        known.Add(string.Join(Separator, [.. frame.Path, frame.Key]));
    }

    private void Keep(Frame frame, string value)
    {
        if (frame.Key is not null && value.Length > 0)
            values[string.Join(Separator, [.. frame.Path, frame.Key])] = value.Trim('\'', '"');
    }

    private static string Word(string line, int start, int end) => start < 0 ? "" : line[start..end].TrimEnd();

    [GeneratedRegex("""^\s*([A-Za-z0-9_.@-]+|'[^']*'|"[^"]*")\s*:(?=\s|$)""")]
    private static partial Regex BlockKey();

    /// <summary>An open group or list.</summary>
    private sealed class Frame(IReadOnlyList<string> path, int indent, char? close)
    {
        public IReadOnlyList<string> Path => path;

        public int Indent => indent;

        public bool IsFlow => close is not null;

        public bool IsList => close == ']';

        public string? Key { get; set; }

        public bool HasValue { get; set; }

        public int Items { get; set; }
    }
}

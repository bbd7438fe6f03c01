using YamlDotNet.Core;

namespace FastOde.Specs.Yaml;

/// <summary>A spec's text with the starts of its lines. Lines end with a line feed, a carriage return or both.</summary>
internal sealed class SpecLines
{
    private readonly List<int> starts = [0];

    /// <summary>Finds the lines.</summary>
    internal SpecLines(string text)
    {
        Text = text;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n')))
                starts.Add(at + 1);
        }
    }

    /// <summary>The whole text.</summary>
    internal string Text { get; }

    /// <summary>The line, from 1, of a position in the text.</summary>
    internal int LineAt(int index)
    {
        var found = starts.BinarySearch(index);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>A line within the text; a parser counts its end as a line of its own.</summary>
    internal int Within(long line) => (int)Math.Clamp(line, 1, LineAt(Text.TrimEnd().Length));

    /// <summary>Where a line starts.</summary>
    internal Mark StartOf(int line) => new(starts[line - 1], line, 1);

    /// <summary>Whether nothing but white space follows.</summary>
    internal bool IsPastContent(Mark at) => at.Index >= Text.TrimEnd().Length;

    /// <summary>Whether the white space before something, from the start of its line, has a tab.</summary>
    internal bool IsIndentedWithTab(Mark at)
    {
        var before = Text.AsSpan(starts[(int)at.Line - 1]..(int)at.Index);
        return before.Contains('\t') && before.IsWhiteSpace();
    }

    /// <summary>The first line after another that begins with white space with a tab; null where there is none.</summary>
    internal int? NextIndentedWithTab(int after)
    {
        for (var line = after + 1; line <= starts.Count; line++)
        {
            var start = Text.AsSpan(starts[line - 1]..);
            var indentation = start.IndexOfAnyExcept(' ', '\t');
            if ((indentation < 0 ? start : start[..indentation]).Contains('\t'))
                return line;
        }

        return null;
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using FastOde.Specs.Words;

namespace FastOde.Silo.Exports;

/// <summary>Builds a page. All that is given as text is escaped, whoever wrote it.</summary>
internal sealed class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder page = new();

    /// <summary>Adds text, which stays text; characters that hide something come out as escapes.</summary>
    /// <param name="text">The text.</param>
    public HtmlText Text(string text)
    {
        page.Append(Encoder.Encode(VisibleText.Of(text)));
        return this;
    }

    /// <summary>Adds an element that holds a text.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="text">The text.</param>
    /// <param name="style">Its class, ours; null for none.</param>
    public HtmlText Element(string tag, string text, string? style = null) =>
        Markup(style is null ? $"<{tag}>" : $"<{tag} class=\"{style}\">").Text(text).Markup($"</{tag}>\n");

    /// <summary>Adds markup, which is ours and never holds what others wrote.</summary>
    /// <param name="markup">The markup.</param>
    public HtmlText Markup(string markup)
    {
        page.Append(markup);
        return this;
    }

    /// <summary>Adds a table that can be moved sideways where the page is narrow.</summary>
    /// <param name="name">What it is, for those who hear it.</param>
    /// <param name="lines">Headings, then lines with as many cells; the first column is text.</param>
    /// <param name="isBest">Which cells are marked; null for none.</param>
    public HtmlText Table(string name, IReadOnlyList<string[]> lines, Func<string, bool>? isBest = null)
    {
        Markup("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"").Text(name).Markup("\"><table>\n<thead><tr>");
        foreach (var heading in lines[0])
            Markup("<th scope=\"col\">").Text(heading).Markup("</th>");
        Markup("</tr></thead>\n<tbody>\n");
        foreach (var line in lines.Skip(1))
        {
            Markup("<tr><th scope=\"row\">").Text(line[0]).Markup("</th>");
            foreach (var cell in line.Skip(1))
                Markup(isBest?.Invoke(cell) == true ? "<td class=\"best\">" : "<td>").Text(cell).Markup("</td>");
            Markup("</tr>\n");
        }

        return Markup("</tbody></table></div>\n");
    }

    /// <summary>Adds lines of text in the form in which they were written.</summary>
    /// <param name="text">The text.</param>
    public HtmlText Lines(string text)
    {
        Markup("<pre tabindex=\"0\">");
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
            Text(line).Markup("\n");
        return Markup("</pre>\n");
    }

    /// <summary>The page so far.</summary>
    public override string ToString() => page.ToString();
}

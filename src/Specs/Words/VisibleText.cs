using System.Globalization;
using System.Text;

namespace FastOde.Specs.Words;

/// <summary>
/// Text in which nothing is hidden. Control characters, the marks that turn the direction of writing, and separators of
/// lines can make a terminal or a page show something else than what is there.
/// </summary>
public static class VisibleText
{
    /// <summary>Where the first hidden character stands; -1 where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="allowed">Characters to pass over, such as those that end a line.</param>
    public static int IndexOfHidden(string text, string allowed = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogatePair(text, at))
                at++;
            else if ((IsHidden(text[at]) || char.IsSurrogate(text[at])) && !allowed.Contains(text[at]))
                return at;
        }

        return -1;
    }

    /// <summary>
    /// Whether a character is a control character, has no width, turns the direction of writing, or separates lines. The two
    /// that join and part letters (U+200C, U+200D) are none of these: Persian words and emoji have them.
    /// </summary>
    public static bool IsHidden(char character) => char.IsControl(character)
        || character is '\u00AD' or '\u180E' or '\u200B' or (>= '\u2060' and <= '\u2064') or (>= '\uFFF9' and <= '\uFFFB')
        || character is '\u061C' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF'
            or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>The text with each hidden character as the escape that YAML and C# write for it, such as <c>\n</c> or <c>\u001b</c>.</summary>
    public static string Of(string text)
    {
        var at = IndexOfHidden(text);
        if (at < 0)
            return text;
        var visible = new StringBuilder(text.Length + 8);
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogatePair(text, index))
                visible.Append(text[index++]).Append(text[index]);
            else
                visible.Append(IsHidden(text[index]) || char.IsSurrogate(text[index]) ? Escape(text[index]) : text[index].ToString());
        }

        return visible.ToString();
    }

    /// <summary>A hidden character as an escape.</summary>
    public static string Escape(char character) => character switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
    };

    /// <summary>A hidden character in words, such as <c>U+001B (escape)</c>.</summary>
    public static string Name(char character) => string.Create(CultureInfo.InvariantCulture, $"U+{(int)character:X4} ({Kind(character)})");

    private static string Kind(char character) => character switch
    {
        '\n' => "line feed",
        '\r' => "carriage return",
        '\t' => "tab",
        '\u001B' => "escape",
        '\uFEFF' => "byte order mark",
        '\u2028' or '\u2029' => "line separator",
        '\uFFFE' or '\uFFFF' => "no character",
        '\u00AD' or '\u180E' or '\u200B' or (>= '\u2060' and <= '\u2064') or (>= '\uFFF9' and <= '\uFFFB') => "has no width",
        _ when char.IsControl(character) => "control character",
        _ when char.IsSurrogate(character) => "half of a character",
        _ => "changes the direction of writing",
    };
}

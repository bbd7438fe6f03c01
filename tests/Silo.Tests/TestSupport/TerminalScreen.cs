using System.Text;
using System.Text.RegularExpressions;

namespace FastOde.Silo.Tests.TestSupport;

/// <summary>What a person sees: a screen that wraps at its width and obeys the cursor and erase sequences written to it.</summary>
/// <param name="width">Columns.</param>
internal sealed partial class TerminalScreen(int width) : TextWriter
{
    private readonly Lock gate = new();
    private readonly List<StringBuilder> lines = [new()];
    private string unfinished = "";
    private int row;
    private int column;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Everything since the start, what has scrolled off too.</summary>
    public string Text
    {
        get
        {
            lock (gate)
                return string.Join('\n', lines.Select(line => line.ToString().TrimEnd())).TrimEnd();
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (gate)
        {
            var text = unfinished + value;
            unfinished = Unfinished().Match(text).Value;
            foreach (Match part in Part().Matches(text[..^unfinished.Length]))
            {
                if (part.Groups["command"] is { Success: true, Value: var command })
                    Obey(command[0], part.Groups["arguments"].Value);
                else if (!part.Groups["mode"].Success)
                    Put(part.Value[0]);
            }
        }
    }

    [GeneratedRegex("\u001b\\[(?<arguments>[?0-9;]*)(?<command>[A-Za-z])|(?<mode>\u001b[=>])|.|\\n", RegexOptions.Singleline)]
    private static partial Regex Part();

    /// <summary>A sequence of which the rest is still to come.</summary>
    [GeneratedRegex("(\u001b(\\[[?0-9;]*)?)?$")]
    private static partial Regex Unfinished();

    private void Put(char character)
    {
        switch (character)
        {
            case '\r':
                column = 0;
                break;
            case '\n':
                (row, column) = (row + 1, 0);
                break;
            default:
                if (column == width)
                    (row, column) = (row + 1, 0);
                var line = Line();
                line.Length = Math.Max(line.Length, column);
                line.Replace('\0', ' ');
                if (column < line.Length)
                    line[column] = character;
                else
                    line.Append(character);
                column++;
                break;
        }
    }

    private StringBuilder Line()
    {
        while (lines.Count <= row)
            lines.Add(new());
        return lines[row];
    }

    private void Obey(char command, string arguments)
    {
        var count = int.TryParse(arguments, out var number) ? number : 0;
        switch (command)
        {
            case 'A':
                row = Math.Max(0, row - Math.Max(1, count));
                break;
            case 'J':
                Cut(Line());
                lines.RemoveRange(row + 1, lines.Count - row - 1);
                break;
            case 'K' when count == 2:
                Line().Clear();
                break;
            case 'K':
                Cut(Line());
                break;
            case 'h' or 'l' or 'm':
                break;
            default:
                throw new NotSupportedException($"the terminal of the tests does not know the command {command} with '{arguments}'");
        }
    }

    private void Cut(StringBuilder line) => line.Length = Math.Min(line.Length, column);
}

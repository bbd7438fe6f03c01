using Spectre.Console;

namespace FastOde.Silo.Reports;

/// <summary>Draws a table within the width of the console: boxed on a terminal, plain columns in a log.</summary>
internal static class ReportTable
{
    private const int Gap = 2;

    /// <summary>Draws it.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="lines">Headings, then lines with as many cells; the first column is text, the others numbers.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<string[]> lines)
    {
        foreach (var block in TableLayout.Fit(lines, console.Profile.Width))
            console.Write(Grid(block, console.Profile.Capabilities.Interactive));
    }

    private static Table Grid(IReadOnlyList<string[]> lines, bool boxed)
    {
        var table = new Table().Border(boxed ? TableBorder.Rounded : TableBorder.None);
        foreach (var (index, header) in lines[0].Index())
        {
            table.AddColumn(new TableColumn(Markup.Escape(header))
            {
                Alignment = index == 0 ? Justify.Left : Justify.Right,
                Padding = boxed ? new Padding(1, 0) : new Padding(0, 0, index == lines[0].Length - 1 ? 0 : Gap, 0),
            });
        }

        foreach (var line in lines.Skip(1))
            table.AddRow([.. line.Select(Markup.Escape)]);
        return table;
    }
}

namespace FastOde.Silo.Reports;

/// <summary>
/// How a table keeps within a width without a name or number being cut: as it is, turned where it has few lines, and
/// otherwise as blocks below each other that repeat the first column.
/// </summary>
internal static class TableLayout
{
    /// <summary>A table with more lines is not turned: its lines are what one reads down.</summary>
    private const int MostTurned = 8;

    /// <summary>What stands between two columns, and once more at either end.</summary>
    private const int Frame = 3;

    private const string Separator = " · ";

    /// <summary>The blocks, each with its headings as the first line.</summary>
    /// <param name="lines">Headings, then lines with as many cells; the first column names a line.</param>
    /// <param name="width">Characters there are.</param>
    public static IReadOnlyList<IReadOnlyList<string[]>> Fit(IReadOnlyList<string[]> lines, int width)
    {
        if (Width(lines, Enumerable.Range(0, lines[0].Length)) <= width)
            return [lines];
        var folded = lines.Count <= MostTurned ? Turned(lines) : [.. lines.Select(line => (string[])[Fold(line[0]), .. line[1..]])];
        return Blocks(folded, width);
    }

    private static List<string[]> Turned(IReadOnlyList<string[]> lines) =>
        [.. Enumerable.Range(0, lines[0].Length).Select(column => lines.Select(line => column == 0 ? Fold(line[column]) : line[column]).ToArray())];

    private static List<IReadOnlyList<string[]>> Blocks(List<string[]> lines, int width)
    {
        List<IReadOnlyList<string[]>> blocks = [];
        List<int> columns = [0];
        for (var column = 1; column < lines[0].Length; column++)
        {
            if (columns.Count > 1 && Width(lines, columns.Append(column)) > width)
            {
                blocks.Add(Part(lines, columns));
                columns = [0];
            }

            columns.Add(column);
        }

        blocks.Add(Part(lines, columns));
        return blocks;
    }

    private static List<string[]> Part(List<string[]> lines, List<int> columns) =>
        [.. lines.Select(line => columns.Select(column => line[column]).ToArray())];

    /// <summary>The parts of an assignment stand below each other.</summary>
    private static string Fold(string label) => label.Replace(Separator, "\n", StringComparison.Ordinal);

    private static int Width(IReadOnlyList<string[]> lines, IEnumerable<int> columns) =>
        columns.Sum(column => Frame + lines.Max(line => line[column].Split('\n').Max(part => part.Length))) + 1;
}

using FastOde.Dashboard.ChartModels;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>Turns a chart model into an option object of ECharts for a light or a dark background.</summary>
public static class ChartOption
{
    private const string ReferencePrefix = "reference/";
    private static readonly int[] ReferenceLabelOffset = [-8, -9];

    /// <summary>The option, ready to be written as JSON.</summary>
    /// <param name="chart">The model.</param>
    /// <param name="isDark">Whether the background is dark.</param>
    public static Dictionary<string, object?> Of(LineChart chart, bool isDark)
    {
        var ink = isDark ? "#b4c0cc" : "#4d5a68";
        var grid = isDark ? "#39424d" : "#dfe4ea";
        List<object> series = [.. chart.Series.Select(line => Line(line, isDark))];
        series.AddRange(chart.Series.Where(line => line.Points.Any(HasSpread)).Select(line => Whiskers(line, isDark)));
        series.AddRange(References(chart, ink, isDark));

        return new Dictionary<string, object?>
        {
            ["animation"] = false,
            ["backgroundColor"] = "transparent",
            ["textStyle"] = new { fontFamily = "system-ui, sans-serif", color = ink },
            ["grid"] = new { left = 8, right = 20, top = 34, bottom = 62, containLabel = true },
            ["legend"] = new
            {
                type = "scroll",
                itemWidth = 20,
                itemGap = 8,
                bottom = 0,
                textStyle = new { color = ink },
                pageTextStyle = new { color = ink },
                pageIconColor = ink,
                data = chart.Series.Select(line => line.Name).Distinct().ToArray(),
            },
            ["tooltip"] = new Dictionary<string, object?>
            {
                ["trigger"] = "axis",
                ["confine"] = true,
                ["backgroundColor"] = isDark ? "#262d36" : "#ffffff",
                ["borderColor"] = grid,
                ["textStyle"] = new { color = isDark ? "#e6eaf0" : "#1b2430", fontSize = 12 },
            },
            ["details"] = chart.Series.Where(line => line.Detail.Length > 0).ToDictionary(line => line.Id, line => line.Detail),
            ["xAxis"] = Axis(chart.XAxis, AxisRange.Across(chart), ink, grid, vertical: false),
            ["yAxis"] = Axis(chart.YAxis, AxisRange.Up(chart), ink, grid, vertical: true),
            ["series"] = series,
        };
    }

    /// <summary>A point as ECharts takes it: position, then the ends of its spread where it has one.</summary>
    /// <param name="point">The point.</param>
    public static double[] Row(ChartPoint point) => point is { Low: { } low, High: { } high }
        ? [point.X, point.Y, low, high]
        : [point.X, point.Y];

    private static bool HasSpread(ChartPoint point) => point is { Low: not null, High: not null };

    private static Dictionary<string, object?> Axis(ChartAxis axis, AxisRange? range, string ink, string grid, bool vertical) => new()
    {
        ["type"] = axis.Words.Count > 0 ? "category" : axis.Log ? "log" : "value",
        ["data"] = axis.Words.Count > 0 ? axis.Words : null,
        ["name"] = axis.Name,
        ["nameLocation"] = vertical ? "end" : "middle",
        ["nameGap"] = vertical ? 12 : 26,
        ["nameTextStyle"] = new { color = ink, align = vertical ? "left" : "center" },
        ["scale"] = vertical || axis.Fitted,
        ["min"] = range?.Least,
        ["max"] = range?.Greatest,
        ["minInterval"] = axis.IsCount ? 1 : null,
        ["axisLabel"] = new Dictionary<string, object?> { ["color"] = ink, ["hideOverlap"] = true },
        ["axisLine"] = new { show = true, onZero = false, lineStyle = new { color = ink } },
        ["splitLine"] = new { lineStyle = new { color = grid } },
        ["minorSplitLine"] = new { show = axis.Log, lineStyle = new { color = grid, opacity = 0.45 } },
    };

    private static Dictionary<string, object?> Line(ChartSeries line, bool isDark)
    {
        var color = SeriesPalette.Color(line.ColorIndex, isDark);
        return new Dictionary<string, object?>
        {
            ["id"] = line.Id,
            ["name"] = line.Name,
            ["type"] = "line",
            ["data"] = line.Points.Select(Row).ToArray(),
            ["color"] = color,
            ["marked"] = line.Marked,
            ["showSymbol"] = line.Marked || line.Points.Count == 1,
            ["symbol"] = SeriesPalette.Mark(line.ColorIndex),
            ["symbolSize"] = 7,
            ["lineStyle"] = new
            {
                color,
                width = !line.Joined ? 0 : line.Marked ? 2 : 1.5,
                type = SeriesPalette.Dash(line.ColorIndex),
            },
            ["itemStyle"] = new { color },
            ["emphasis"] = new { focus = "none" },
        };
    }

    private static Dictionary<string, object?> Whiskers(ChartSeries line, bool isDark) => new()
    {
        ["id"] = line.Id + "/spread",
        ["name"] = line.Name,
        ["type"] = "custom",
        ["data"] = line.Points.Where(HasSpread).Select(point => new[] { point.X, point.Low!.Value, point.High!.Value }).ToArray(),
        ["encode"] = new { x = 0, y = new[] { 1, 2 } },
        ["color"] = SeriesPalette.Color(line.ColorIndex, isDark),
        ["silent"] = true,
        ["z"] = 1,
    };

    private static IEnumerable<object> References(LineChart chart, string ink, bool isDark)
    {
        List<double> places = [.. chart.Series.SelectMany(line => line.Points).Select(point => point.X)];
        return places.Count == 0 ? [] : chart.ReferenceLines.Select(line => Reference(
            line, places, line.ColorIndex is { } index ? SeriesPalette.Color(index, isDark) : ink));
    }

    private static Dictionary<string, object?> Reference(ReferenceLine line, List<double> places, string color) => new()
    {
        ["id"] = ReferencePrefix + line.Name,
        ["name"] = ReferenceName(line),
        ["type"] = "line",
        ["data"] = new[] { new[] { places.Min(), line.Value }, [places.Max(), line.Value] },
        ["color"] = color,
        ["showSymbol"] = false,
        ["lineStyle"] = new { color, width = 1.5, type = "dotted" },
        ["endLabel"] = new { show = true, formatter = "{a}", color, align = "right", offset = ReferenceLabelOffset },
        ["labelLayout"] = new { moveOverlap = "shiftY" },
        ["silent"] = true,
    };

    private static string ReferenceName(ReferenceLine line) => $"{line.Name} {NumberText.Brief(line.Value)}";
}

using System.Globalization;
using FastOde.Dashboard.ChartModels;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>Turns parallel coordinates into an option object of ECharts for a light or a dark background.</summary>
public static class ParallelOption
{
    private static readonly (int Red, int Green, int Blue)[] Light = [(0xc3, 0xcd, 0xd8), (0x7f, 0xae, 0xd4), (0x00, 0x64, 0xa8)];
    private static readonly (int Red, int Green, int Blue)[] Dark = [(0x44, 0x50, 0x5e), (0x3c, 0x7f, 0xbd), (0x9a, 0xd4, 0xff)];

    /// <summary>The option, ready to be written as JSON.</summary>
    /// <param name="chart">The model.</param>
    /// <param name="isDark">Whether the background is dark.</param>
    public static Dictionary<string, object?> Of(ParallelChart chart, bool isDark)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var ink = isDark ? "#b4c0cc" : "#4d5a68";
        return new Dictionary<string, object?>
        {
            ["animation"] = false,
            ["backgroundColor"] = "transparent",
            ["textStyle"] = new { fontFamily = "system-ui, sans-serif", color = ink },
            ["parallel"] = new { left = 50, right = 70, top = 46, bottom = 20 },
            ["parallelAxis"] = chart.Axes.Select((axis, place) => Axis(axis, place, ink)).ToArray(),
            ["series"] = new[]
            {
                new Dictionary<string, object?>
                {
                    ["type"] = "parallel",
                    ["lineStyle"] = new { width = 1.4, opacity = 0.65 },
                    ["inactiveOpacity"] = 0.04,
                    ["activeOpacity"] = 0.9,
                    ["data"] = chart.Lines.Select((line, place) => Line(line, place, chart.Lines.Count, isDark)).ToArray(),
                },
            },
        };
    }

    /// <summary>The colour of a line: the better its rank, the stronger.</summary>
    /// <param name="place">Its place, the worst first.</param>
    /// <param name="count">Lines in all.</param>
    /// <param name="isDark">Whether the background is dark.</param>
    public static string Color(int place, int count, bool isDark)
    {
        var colors = isDark ? Dark : Light;
        var at = count < 2 ? colors.Length - 1 : (double)place / (count - 1) * (colors.Length - 1);
        var below = Math.Min((int)at, colors.Length - 2);
        var (from, to, share) = (colors[below], colors[below + 1], at - below);
        return string.Create(CultureInfo.InvariantCulture, $"#{Mixed(from.Red, to.Red):x2}{Mixed(from.Green, to.Green):x2}{Mixed(from.Blue, to.Blue):x2}");

        int Mixed(int a, int b) => (int)Math.Round(a + ((b - a) * share));
    }

    private static Dictionary<string, object?> Axis(ParallelAxis axis, int place, string ink) => new()
    {
        ["dim"] = place,
        ["name"] = axis.Title,
        ["type"] = axis.Words.Count > 0 ? "category" : axis.Log ? "log" : "value",
        ["data"] = axis.Words.Count > 0 ? axis.Words : null,
        ["scale"] = true,
        ["nameTextStyle"] = new { color = ink, width = 130, overflow = "truncate" },
        ["axisLine"] = new { lineStyle = new { color = ink } },
        ["axisLabel"] = new { color = ink, hideOverlap = true },
        ["areaSelectStyle"] = new { width = 18, opacity = 0.35 },
    };

    private static object Line(ParallelLine line, int place, int count, bool isDark) => new
    {
        name = line.TrialId,
        value = line.Values,
        lineStyle = new { color = Color(place, count, isDark) },
    };
}

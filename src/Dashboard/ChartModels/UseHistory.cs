using System.Globalization;
using FastOde.Contracts.Trainers;

namespace FastOde.Dashboard.ChartModels;

/// <summary>How much of something was in use in the last minutes, as lines from 0 at the bottom to 1 at the top.</summary>
public sealed record UseHistory
{
    /// <summary>Width of the drawing, from the oldest reading to the newest.</summary>
    public const int Width = 120;

    /// <summary>Height of the drawing.</summary>
    public const int Height = 24;

    // Half of the line's width, so that 0 and 1 are not cut off.
    private const double Margin = 1;

    /// <summary>Corners <c>x,y x,y</c> of each line; a reading without a value parts two of them.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>The lines in words.</summary>
    public required string Description { get; init; }

    /// <summary>The lines of readings.</summary>
    /// <param name="history">Readings from the oldest to the newest.</param>
    /// <param name="value">What of a reading is drawn, 0 to 1.</param>
    public static UseHistory Of(IReadOnlyList<DeviceReading> history, Func<DeviceReading, double?> value)
    {
        List<double> known = [.. history.Select(value).OfType<double>()];
        if (known.Count < 2)
            return new() { Lines = [], Description = "" };
        var (first, span) = (history[0].At, history[^1].At - history[0].At);
        List<List<string>> lines = [[]];
        foreach (var reading in history)
        {
            if (value(reading) is { } part)
                lines[^1].Add(Corner(span > TimeSpan.Zero ? (reading.At - first) / span : 0, part));
            else
                lines.Add([]);
        }

        return new()
        {
            Lines = [.. lines.Where(line => line.Count > 1).Select(line => string.Join(' ', line))],
            Description = $"{NumberText.Percent(known.Min())} to {NumberText.Percent(known.Max())} in the last {NumberText.Duration(span)}",
        };
    }

    private static string Corner(double x, double part) => string.Create(
        CultureInfo.InvariantCulture, $"{x * Width:0.#},{Height - Margin - (Math.Clamp(part, 0, 1) * (Height - (2 * Margin))):0.#}");
}

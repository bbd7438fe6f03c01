using System.Globalization;
using System.Text;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>
/// Trajectories from the prior to data as the paper draws them: a thin line each, its noise end and its data end
/// marked. Coordinates are pixels of a picture whose scale is the same in both directions.
/// </summary>
public sealed record TrajectoryPicture
{
    /// <summary>Width of a picture in its own pixels; the height follows from the frame.</summary>
    public const double Width = 480;

    private static readonly int[] TickFactors = [10, 5, 2, 1];

    /// <summary>Height of the picture in its own pixels.</summary>
    public required double Height { get; init; }

    /// <summary>A path in SVG's notation for each trajectory.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Where each trajectory starts, at t = 1.</summary>
    public required IReadOnlyList<(double X, double Y)> NoiseEnds { get; init; }

    /// <summary>Where each trajectory ends, at t = 0.</summary>
    public required IReadOnlyList<(double X, double Y)> DataEnds { get; init; }

    /// <summary>Round coordinates with their place, for the horizontal axis.</summary>
    public required IReadOnlyList<(double Place, string Label)> XTicks { get; init; }

    /// <summary>Round coordinates with their place, for the vertical axis.</summary>
    public required IReadOnlyList<(double Place, string Label)> YTicks { get; init; }

    /// <summary>Draws at most <paramref name="maximum"/> trajectories of a set into a frame.</summary>
    /// <param name="set">The trajectories; those that are not finite throughout are left out.</param>
    /// <param name="frame">The frame shared by all pictures beside this one.</param>
    /// <param name="maximum">Most trajectories drawn; more are thinned evenly.</param>
    public static TrajectoryPicture Of(TrajectorySet set, TrajectoryFrame frame, int maximum = 200)
    {
        var scale = Width / frame.Width;
        double X(double value) => (value - frame.Left) * scale;
        double Y(double value) => (frame.Bottom + frame.Height - value) * scale;

        var steps = set.Times.Count;
        var count = steps == 0 ? 0 : set.X.Count / steps;
        var drawn = Math.Min(count, maximum);
        List<string> paths = [];
        List<(double, double)> noise = [], data = [];
        for (var k = 0; k < drawn; k++)
        {
            var first = (int)((long)k * count / drawn) * steps;
            var states = Enumerable.Range(first, steps).Select(i => (X: X(set.X[i]), Y: Y(set.Y[i]))).ToList();
            if (states.TrueForAll(state => double.IsFinite(state.X) && double.IsFinite(state.Y)))
            {
                paths.Add(Path(states));
                noise.Add(states[0]);
                data.Add(states[^1]);
            }
        }

        return new TrajectoryPicture
        {
            Height = frame.Height * scale,
            Paths = paths,
            NoiseEnds = noise,
            DataEnds = data,
            XTicks = [.. Ticks(frame.Left, frame.Width).Select(tick => (X(tick), Label(tick)))],
            YTicks = [.. Ticks(frame.Bottom, frame.Height).Select(tick => (Y(tick), Label(tick)))],
        };
    }

    /// <summary>Between two and ten round numbers inside an interval: multiples of 1, 2 or 5 times a power of ten.</summary>
    /// <param name="start">Lower end.</param>
    /// <param name="length">Length, positive.</param>
    public static IEnumerable<double> Ticks(double start, double length)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(length / 4)));
        var step = TickFactors.Select(factor => factor * power).First(candidate => candidate <= length / 4 * 1.0000001);
        for (var i = Math.Ceiling(start / step); i * step <= start + length; i++)
            yield return i * step;
    }

    /// <summary>How a tick is written.</summary>
    /// <param name="tick">One of <see cref="Ticks"/>.</param>
    public static string Label(double tick) => NumberText.Brief(Math.Round(tick, 6) + 0.0, 1);

    private static string Path(List<(double X, double Y)> states)
    {
        var text = new StringBuilder();
        foreach (var (x, y) in states)
            text.Append(text.Length == 0 ? 'M' : 'L').Append(CultureInfo.InvariantCulture, $"{x:0.#} {y:0.#}");

        return text.ToString();
    }
}

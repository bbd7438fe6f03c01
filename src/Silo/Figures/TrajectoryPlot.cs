using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Silo.Output;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace FastOde.Silo.Figures;

/// <summary>Trajectories from the prior to data as a figure: a thin line each, both ends marked, the same scale in both directions.</summary>
internal static class TrajectoryPlot
{
    private const int MostLines = 200;

    // What is left of a figure's width for the lines, what stands above and below them, and heights that fit a page.
    private const double LinesWidth = 780;
    private const double Around = 150;
    private const int LeastHeight = 320;
    private const int MostHeight = 1000;
    private const byte Opacity = 120;

    /// <summary>The figure.</summary>
    /// <param name="title">The experiment's name.</param>
    /// <param name="trial">Whose trajectories they are.</param>
    /// <param name="colorIndex">The assignment's place in the palette.</param>
    /// <param name="set">The trajectories; those that are not finite throughout are left out.</param>
    /// <param name="frame">The frame of all such figures of the experiment.</param>
    public static DrawnFigure Of(string title, TrialSummary trial, int colorIndex, TrajectorySet set, TrajectoryFrame frame)
    {
        var caption = string.Create(CultureInfo.InvariantCulture, $"Trajectories of {trial.Label}; trial {trial.Id}, seed {trial.Seed}, step {set.Step:N0}");
        var plot = FigurePlot.Empty(title, caption);
        plot.PlotType = PlotType.Cartesian;
        plot.Axes.Add(Axis(AxisPosition.Bottom, "first coordinate", frame.Left, frame.Width));
        plot.Axes.Add(Axis(AxisPosition.Left, "second coordinate", frame.Bottom, frame.Height));
        var lines = Lines(set).ToList();
        var color = OxyColor.FromAColor(Opacity, OxyColor.Parse(SeriesPalette.Color(colorIndex, isDark: false)));
        foreach (var line in lines)
        {
            var series = new LineSeries { Color = color, StrokeThickness = 1, RenderInLegend = false };
            series.Points.AddRange(line);
            plot.Series.Add(series);
        }

        plot.Series.Add(Ends("noise, t = 1", MarkerType.Circle, FigurePlot.Quiet, lines.Select(line => line[0])));
        plot.Series.Add(Ends("data, t = 0", MarkerType.Diamond, FigurePlot.Ink, lines.Select(line => line[^1])));
        return new DrawnFigure($"trajectories-{trial.Id}", caption, $"{Amount.Of(lines.Count, "line")} from noise to data.", [], plot, Height(frame)) { IsOneOfSeveral = true };
    }

    private static int Height(TrajectoryFrame frame) =>
        (int)Math.Clamp((LinesWidth * frame.Height / frame.Width) + Around, LeastHeight, MostHeight);

    private static IEnumerable<List<DataPoint>> Lines(TrajectorySet set)
    {
        var steps = set.Times.Count;
        var count = steps == 0 ? 0 : set.X.Count / steps;
        var drawn = Math.Min(count, MostLines);
        return Enumerable.Range(0, drawn)
            .Select(line => (int)((long)line * count / drawn) * steps)
            .Select(first => Enumerable.Range(first, steps).Select(state => new DataPoint(set.X[state], set.Y[state])).ToList())
            .Where(line => line.TrueForAll(point => double.IsFinite(point.X) && double.IsFinite(point.Y)));
    }

    private static LinearAxis Axis(AxisPosition position, string title, double least, double length) => new()
    {
        Position = position,
        Title = title,
        AxisTitleDistance = 8,
        AxislineStyle = LineStyle.Solid,
        AxislineColor = FigurePlot.Quiet,
        TicklineColor = FigurePlot.Quiet,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = FigurePlot.Grid,
        LabelFormatter = AxisTicks.Text,
        Minimum = least,
        Maximum = least + length,
    };

    private static ScatterSeries Ends(string name, MarkerType mark, OxyColor color, IEnumerable<DataPoint> points)
    {
        var series = new ScatterSeries { Title = name, MarkerType = mark, MarkerSize = 2.5, MarkerFill = color };
        series.Points.AddRange(points.Select(point => new ScatterPoint(point.X, point.Y)));
        return series;
    }
}

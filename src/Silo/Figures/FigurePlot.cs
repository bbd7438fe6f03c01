using FastOde.Dashboard.ChartModels;
using FastOde.Specs.Words;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace FastOde.Silo.Figures;

/// <summary>Turns a figure into a plot of the drawing library, on white.</summary>
internal static class FigurePlot
{
    private const string HorizontalKey = "x";
    private const double Gap = 0.05;
    private const double Margin = 0.06;
    private const double LabelDistance = 4;
    public static readonly OxyColor Ink = OxyColor.Parse("#1b2430");
    public static readonly OxyColor Quiet = OxyColor.Parse("#5d6b78");
    public static readonly OxyColor Grid = OxyColor.Parse("#e3e7ec");

    /// <summary>The plot. Names of an earlier version may hold characters that no picture can show; they come out as escapes.</summary>
    public static PlotModel Of(Figure figure)
    {
        var plot = Empty(figure.Title, figure.Subtitle);
        plot.Axes.Add(Horizontal(figure.Panels));
        for (var index = 0; index < figure.Panels.Count; index++)
            AddPanel(plot, figure, index);
        return plot;
    }

    /// <summary>A plot without axes, with the fonts, colours and legend of every figure.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="subtitle">What stands below the title.</param>
    public static PlotModel Empty(string title, string subtitle)
    {
        var plot = new PlotModel()
        {
            Title = VisibleText.Of(title),
            TitleFontSize = 18,
            Subtitle = VisibleText.Of(subtitle),
            SubtitleFontSize = 12.5,
            SubtitleColor = Quiet,
            Background = OxyColors.White,
            TextColor = Ink,
            DefaultFont = "Arial",
            DefaultFontSize = 13,
            PlotAreaBorderThickness = new OxyThickness(0),
            Padding = new OxyThickness(14, 12, 24, 10),
        };
        plot.Legends.Add(new Legend
        {
            LegendPlacement = LegendPlacement.Outside,
            LegendPosition = LegendPosition.BottomCenter,
            LegendOrientation = LegendOrientation.Horizontal,
            LegendSymbolLength = 30,
            LegendItemSpacing = 22,
            LegendMargin = 10,
        });
        return plot;
    }

    private static Axis Horizontal(IReadOnlyList<LineChart> panels)
    {
        var axis = panels.Any(panel => panel.XAxis.Log) ? panels.First(panel => panel.XAxis.Log).XAxis : panels[0].XAxis;
        List<double> places = [.. panels.SelectMany(panel => panel.Series).SelectMany(line => line.Points).Select(point => point.X)];
        return Axis(axis, AxisPosition.Bottom, HorizontalKey, places, AxisTicks.AtMeasured(places, axis.Log));
    }

    private static void AddPanel(PlotModel plot, Figure figure, int index)
    {
        var panel = figure.Panels[index];
        var share = 1.0 / figure.Panels.Count;
        List<double> heights =
        [
            .. panel.Series.SelectMany(line => line.Points).SelectMany(point => (double[])[point.Y, point.Low ?? point.Y, point.High ?? point.Y]),
            .. panel.ReferenceLines.Select(line => line.Value),
        ];
        var vertical = Axis(panel.YAxis, AxisPosition.Left, $"y{index}", heights, []);
        vertical.EndPosition = 1 - (index * share);
        vertical.StartPosition = 1 - ((index + 1) * share) + (index == figure.Panels.Count - 1 ? 0 : Gap);
        plot.Axes.Add(vertical);
        foreach (var line in panel.Series)
        {
            if (line.Points.Any(point => point is { Low: not null, High: not null }))
                plot.Series.Add(Whiskers(line, vertical.Key));
            plot.Series.Add(Line(line, vertical.Key, inLegend: index == 0));
        }

        foreach (var annotation in panel.ReferenceLines.SelectMany(line => Reference(line, plot.Axes[0], vertical)))
            plot.Annotations.Add(annotation);
    }

    private static Axis Axis(ChartAxis axis, AxisPosition position, string key, List<double> values, IReadOnlyList<double> measured)
    {
        Axis made = axis.Log ? new TickedLogarithmicAxis(measured) : new TickedLinearAxis(measured);
        made.Key = key;
        made.Position = position;
        made.Title = VisibleText.Of(axis.Name);
        made.AxisTitleDistance = 8;
        made.AxislineStyle = LineStyle.Solid;
        made.AxislineColor = Quiet;
        made.TicklineColor = Quiet;
        made.MajorGridlineStyle = LineStyle.Solid;
        made.MajorGridlineColor = Grid;
        made.LabelFormatter = AxisTicks.Text;
        if (Range(values.Where(value => double.IsFinite(value) && (!axis.Log || value > 0)).ToList(), axis.Log) is var (least, greatest))
            (made.Minimum, made.Maximum) = (least, greatest);
        return made;
    }

    /// <summary>From the least to the greatest value with some room; reference lines are not seen by the library itself.</summary>
    private static (double Least, double Greatest)? Range(List<double> values, bool log)
    {
        if (values.Count == 0)
            return null;
        var (least, greatest) = (values.Min(), values.Max());
        if (log)
        {
            var room = Math.Max(Math.Pow(greatest / least, Margin), 1.05);
            return (least / room, greatest * room);
        }

        var distance = greatest > least ? Margin * (greatest - least) : Math.Max(Math.Abs(greatest), 1) * Margin;
        return (least - distance, greatest + distance);
    }

    private static LineSeries Line(ChartSeries line, string vertical, bool inLegend)
    {
        var color = OxyColor.Parse(SeriesPalette.Color(line.ColorIndex, isDark: false));
        var series = new LineSeries()
        {
            Title = VisibleText.Of(line.Name),
            RenderInLegend = inLegend,
            XAxisKey = HorizontalKey,
            YAxisKey = vertical,
            Color = color,
            StrokeThickness = 2,
            LineStyle = Dash(SeriesPalette.Dash(line.ColorIndex)),
            MarkerType = Mark(SeriesPalette.Mark(line.ColorIndex)),
            MarkerSize = 4.5,
            MarkerFill = color,
        };
        series.Points.AddRange(line.Points.Select(point => new DataPoint(point.X, point.Y)));
        return series;
    }

    private static LineSeries Whiskers(ChartSeries line, string vertical)
    {
        var color = OxyColor.FromAColor(190, OxyColor.Parse(SeriesPalette.Color(line.ColorIndex, isDark: false)));
        var series = new LineSeries()
        {
            RenderInLegend = false,
            XAxisKey = HorizontalKey,
            YAxisKey = vertical,
            Color = color,
            StrokeThickness = 1.4,
            MarkerType = MarkerType.Custom,
            MarkerOutline = [new(-1, -0.16), new(1, -0.16), new(1, 0.16), new(-1, 0.16)],
            MarkerSize = 4.5,
            MarkerFill = color,
        };
        foreach (var point in line.Points.Where(point => point is { Low: not null, High: not null }))
            series.Points.AddRange([new(point.X, point.Low!.Value), new(point.X, point.High!.Value), DataPoint.Undefined]);
        return series;
    }

    private static IEnumerable<Annotation> Reference(ReferenceLine line, Axis horizontal, Axis vertical)
    {
        var color = line.ColorIndex is { } index ? OxyColor.Parse(SeriesPalette.Color(index, isDark: false)) : Quiet;
        var isLow = line.Value < Middle(vertical);
        yield return new LineAnnotation
        {
            Type = LineAnnotationType.Horizontal,
            Y = line.Value,
            XAxisKey = horizontal.Key,
            YAxisKey = vertical.Key,
            Color = color,
            LineStyle = LineStyle.LongDash,
            StrokeThickness = 1.6,
        };

        // Without points the horizontal axis has no end to write at.
        if (double.IsNaN(horizontal.Maximum))
            yield break;
        yield return new TextAnnotation
        {
            Text = $"{VisibleText.Of(line.Name)} {NumberText.Brief(line.Value)}",
            TextColor = color,
            TextPosition = new DataPoint(horizontal.Maximum, line.Value),
            TextHorizontalAlignment = HorizontalAlignment.Right,
            TextVerticalAlignment = isLow ? VerticalAlignment.Bottom : VerticalAlignment.Top,
            Offset = new ScreenVector(-6, isLow ? -LabelDistance : LabelDistance),
            StrokeThickness = 0,
            XAxisKey = horizontal.Key,
            YAxisKey = vertical.Key,
        };
    }

    private static double Middle(Axis axis) => axis is LogarithmicAxis
        ? Math.Sqrt(axis.Minimum * axis.Maximum)
        : (axis.Minimum + axis.Maximum) / 2;

    private static LineStyle Dash(string dash) => dash switch
    {
        "dashed" => LineStyle.Dash,
        "dotted" => LineStyle.Dot,
        _ => LineStyle.Solid,
    };

    private static MarkerType Mark(string mark) => mark switch
    {
        "rect" => MarkerType.Square,
        "triangle" => MarkerType.Triangle,
        "diamond" => MarkerType.Diamond,
        _ => MarkerType.Circle,
    };
}

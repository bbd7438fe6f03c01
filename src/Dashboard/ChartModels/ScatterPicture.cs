using FastOde.Contracts.OnDemand;

namespace FastOde.Dashboard.ChartModels;

/// <summary>Samples in the plane over data. Coordinates are pixels of a picture whose scale is the same in both directions.</summary>
public sealed record ScatterPicture
{
    /// <summary>Width of the picture in its own pixels; the height follows from the points.</summary>
    public const double Width = TrajectoryPicture.Width;

    /// <summary>Height of the picture in its own pixels.</summary>
    public required double Height { get; init; }

    /// <summary>Where data lie.</summary>
    public required IReadOnlyList<(double X, double Y)> Data { get; init; }

    /// <summary>Where samples lie.</summary>
    public required IReadOnlyList<(double X, double Y)> Samples { get; init; }

    /// <summary>Round coordinates with their place, for the horizontal axis.</summary>
    public required IReadOnlyList<(double Place, string Label)> XTicks { get; init; }

    /// <summary>Round coordinates with their place, for the vertical axis.</summary>
    public required IReadOnlyList<(double Place, string Label)> YTicks { get; init; }

    /// <summary>Draws points; those that are not finite are left out.</summary>
    /// <param name="points">Samples and data.</param>
    public static ScatterPicture Of(SamplePoints points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var frame = TrajectoryFrame.AroundPoints([(points.X, points.Y), (points.DataX, points.DataY)]);
        var scale = Width / frame.Width;
        double X(double value) => (value - frame.Left) * scale;
        double Y(double value) => (frame.Bottom + frame.Height - value) * scale;
        IReadOnlyList<(double, double)> Places(IReadOnlyList<float> x, IReadOnlyList<float> y) =>
            [.. x.Zip(y).Where(point => float.IsFinite(point.First) && float.IsFinite(point.Second)).Select(point => (X(point.First), Y(point.Second)))];
        return new()
        {
            Height = frame.Height * scale,
            Data = Places(points.DataX, points.DataY),
            Samples = Places(points.X, points.Y),
            XTicks = [.. TrajectoryPicture.Ticks(frame.Left, frame.Width).Select(tick => (X(tick), TrajectoryPicture.Label(tick)))],
            YTicks = [.. TrajectoryPicture.Ticks(frame.Bottom, frame.Height).Select(tick => (Y(tick), TrajectoryPicture.Label(tick)))],
        };
    }
}

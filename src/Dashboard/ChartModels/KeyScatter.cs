using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Dashboard.ChartModels;

/// <summary>The objective against one key of the search, a point a trial.</summary>
public static class KeyScatter
{
    /// <summary>Most trials that are drawn.</summary>
    public const int MostPoints = 1000;

    /// <summary>The keys that can be drawn: those whose values differ.</summary>
    /// <param name="space">The search.</param>
    public static IReadOnlyList<SearchDimension> Drawable(IReadOnlyList<SearchDimension> space) => [.. space.Where(dimension => dimension.Count is not 1)];

    /// <summary>The chart.</summary>
    /// <param name="measured">Trials with a value of the objective, by number.</param>
    /// <param name="dimension">The key, one of <see cref="Drawable"/>.</param>
    /// <param name="objective">What the search optimises.</param>
    public static LineChart Of(IReadOnlyList<TrialSummary> measured, SearchDimension dimension, Objective objective)
    {
        ArgumentNullException.ThrowIfNull(dimension);
        ArgumentNullException.ThrowIfNull(objective);
        var (title, maximize) = (objective.Title, objective.Maximize);
        IReadOnlyList<string> words = dimension.Values is { } values && values.Any(value => value.Number is null) ? [.. values.Select(value => value.ToString())] : [];
        List<ChartPoint> points = [.. measured.Select(trial => (Place: Place(trial, dimension.Key, words), Value: trial.ObjectiveValue!.Value))
            .Where(trial => trial.Place is not null).Select(trial => new ChartPoint(trial.Place!.Value, trial.Value))];
        var best = points.Count == 0 ? (ChartPoint?)null : maximize ? points.MaxBy(point => point.Y) : points.MinBy(point => point.Y);

        // The best alone would not show what the search has seen; so every one in so many is drawn, and the best.
        var stride = (points.Count + MostPoints - 1) / MostPoints;
        return new LineChart
        {
            Title = $"{title} against {dimension.Key}",
            Description = best is { } least
                ? $"{points.Count} trials; the best, {NumberText.Brief(least.Y)}, at {dimension.Key} {(words.Count > 0 ? words[(int)least.X] : NumberText.Brief(least.X))}."
                : $"No trial with {dimension.Key} has a value yet.",
            XAxis = words.Count > 0
                ? new ChartAxis(dimension.Key) { Words = words }
                : new ChartAxis(dimension.Key, dimension.Log || (dimension.Values is not null && ScaleChoice.IsLog(null, points.Select(point => point.X))), Fitted: true),
            YAxis = new ChartAxis(title, ScaleChoice.IsLog(null, points.Select(point => point.Y))),
            Series = best is { } shown ?
            [
                new ChartSeries { Id = "each", Name = "each trial", ColorIndex = 1, Marked = true, Joined = false, Points = [.. points.Where((_, place) => place % stride == 0)] },
                new ChartSeries { Id = "best", Name = "the best", ColorIndex = 0, Marked = true, Joined = false, Points = [shown] },
            ] : [],
            Notes = stride > 1 ? [$"Of {NumberText.Count(points.Count)} trials one in {stride} is drawn, and the best."] : [],
        };
    }

    private static double? Place(TrialSummary trial, string key, IReadOnlyList<string> words)
    {
        if (!trial.Parameters.TryGetValue(key, out var value))
            return null;
        if (words.Count == 0)
            return value.Number;
        var place = words.TakeWhile(word => word != value.ToString()).Count();
        return place < words.Count ? place : null;
    }
}

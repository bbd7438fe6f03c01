using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>How a search goes: the objective of every trial that has one, and the best of those up to it.</summary>
public static class BestSoFar
{
    /// <summary>Most trials that are drawn as points; of more, the best of equally long stretches are.</summary>
    public const int MostPoints = 1000;

    /// <summary>The chart; empty where no trial has an objective.</summary>
    /// <param name="trials">Trials by number.</param>
    /// <param name="goals">What is optimised and demanded.</param>
    public static LineChart Of(IReadOnlyList<TrialSummary> trials, Goals goals)
    {
        var (title, maximize) = (goals.First.Title, goals.First.Maximize);
        List<TrialSummary> valued = [.. trials.Where(trial => trial.EndedEarly is null && trial.ObjectiveValue is { } value && double.IsFinite(value))];
        var violations = goals.Violations([.. valued.Select(trial => trial.OtherValues)]);
        List<ChartPoint> measured = [.. valued.Index().Where(trial => violations[trial.Index] <= 0).Select(trial => new ChartPoint(trial.Item.Number, trial.Item.ObjectiveValue!.Value))];
        var log = ScaleChoice.IsLog(null, measured.Select(point => point.Y));
        var best = Steps(measured, maximize);
        var stretch = (measured.Count + MostPoints - 1) / MostPoints;
        return new LineChart
        {
            Title = $"Best so far: {title}",
            Description = best.Count == 0
                ? "No trial has a value of the objective yet."
                : $"The best of {measured.Count} trials is {NumberText.Brief(best[^1].Y)}, first reached by trial {best.First(point => point.Y == best[^1].Y).X:F0}.",
            XAxis = new ChartAxis("trial") { IsCount = true },
            YAxis = new ChartAxis(title, log),
            Series = measured.Count == 0 ? [] :
            [
                new ChartSeries { Id = "best", Name = "best so far", ColorIndex = 0, Points = best },
                new ChartSeries { Id = "each", Name = "each trial", ColorIndex = 1, Marked = true, Joined = false, Points = Thinned(measured, stretch, maximize) },
            ],
            Notes =
            [
                .. measured.Count < valued.Count ? [$"{NumberText.Count(valued.Count - measured.Count)} trials miss a demand of the objective, and are not drawn."] : Array.Empty<string>(),
                .. stretch > 1 ? [$"Of {NumberText.Count(measured.Count)} trials the best of each {stretch} in turn are drawn as points; the line counts all."] : Array.Empty<string>(),
            ],
        };
    }

    // A staircase: the best stays what it was until the trial that betters it.
    private static List<ChartPoint> Steps(List<ChartPoint> measured, bool maximize)
    {
        List<ChartPoint> steps = [];
        foreach (var point in measured)
        {
            if (steps.Count > 0 && !IsBetter(point.Y, steps[^1].Y, maximize))
                continue;
            if (steps.Count > 0)
                steps.Add(new ChartPoint(point.X, steps[^1].Y));
            steps.Add(point);
        }

        if (steps.Count > 0 && measured[^1].X > steps[^1].X)
            steps.Add(new ChartPoint(measured[^1].X, steps[^1].Y));
        return steps;
    }

    private static List<ChartPoint> Thinned(List<ChartPoint> measured, int stretch, bool maximize) => stretch == 1
        ? measured
        : [.. measured.Chunk(stretch).Select(part => maximize ? part.MaxBy(point => point.Y)! : part.MinBy(point => point.Y)!)];

    private static bool IsBetter(double value, double than, bool maximize) => maximize ? value > than : value < than;
}

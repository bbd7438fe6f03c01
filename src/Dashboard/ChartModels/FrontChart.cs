using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Search.Pareto;

namespace FastOde.Dashboard.ChartModels;

/// <summary>The first two objectives of an experiment against each other, a point an assignment; the line joins those that none betters in every objective.</summary>
public static class FrontChart
{
    /// <summary>Most points that are drawn of assignments that are not of the front.</summary>
    public const int MostOthers = 1000;

    /// <summary>The chart; empty where no assignment has a value in every objective.</summary>
    /// <param name="groups">The assignments.</param>
    /// <param name="goals">What is optimised; at least two objectives.</param>
    public static LineChart Of(TrialGroups<TrialSummary> groups, Goals goals)
    {
        var points = GoalMeans.Of(groups, goals);
        var front = ObjectiveFront.Of(goals.Objectives, points);
        var (across, up) = (goals.Objectives[0], goals.Objectives[1]);
        List<int> others = [.. Enumerable.Range(0, points.Count).Where(index => points[index] is not null).Except(front.Members)];
        return new LineChart
        {
            Title = $"Front: {up.Title} against {across.Title}",
            Description = Describe(groups, goals, front, points),
            XAxis = Axis(across, points, 0),
            YAxis = Axis(up, points, 1),
            Series = front.Measured == 0 ? [] :
            [
                new ChartSeries { Id = "front", Name = "front", ColorIndex = 0, Marked = true, Joined = goals.Objectives.Count == 2, Points = Points(front.Members, points) },
                new ChartSeries { Id = "others", Name = "others", ColorIndex = 1, Marked = true, Joined = false, Points = Points(others.Take(MostOthers), points) },
            ],
            Notes = Notes(goals, groups.Labels.Count - front.Measured, others.Count),
        };
    }

    private static List<ChartPoint> Points(IEnumerable<int> indices, IReadOnlyList<IReadOnlyList<double>?> points) =>
        [.. indices.Select(index => new ChartPoint(points[index]![0], points[index]![1]))];

    private static ChartAxis Axis(Objective objective, IReadOnlyList<IReadOnlyList<double>?> points, int place) =>
        new(objective.Title, ScaleChoice.IsLog(null, points.Where(point => point is not null).Select(point => point![place])), Fitted: true);

    private static string Describe(TrialGroups<TrialSummary> groups, Goals goals, ObjectiveFront front, IReadOnlyList<IReadOnlyList<double>?> points)
    {
        if (front.Members.Count == 0)
            return "No assignment has a value in every objective yet.";
        var volume = front.Hypervolume is { } measured
            ? $" Hypervolume {NumberText.Brief(measured, 4)} up to ({string.Join(", ", front.Worst.Select(value => NumberText.Brief(value)))}), the worst values of all."
            : "";
        return $"Of {NumberText.Count(front.Measured)} assignments none betters {NumberText.Count(front.Members.Count)} in every objective; the best in {goals.First.Title} is {groups.Labels[front.Members[0]]} with {string.Join(", ", points[front.Members[0]]!.Select(value => NumberText.Brief(value)))}.{volume}";
    }

    private static List<string> Notes(Goals goals, int missing, int others)
    {
        List<string> notes = [];
        if (goals.Objectives.Count > 2)
            notes.Add($"Of {goals.Objectives.Count} objectives the first two are drawn; the front counts all.");
        if (missing > 0)
            notes.Add($"{NumberText.Count(missing)} assignments lack a value or miss a demand, and are not drawn.");
        if (others > MostOthers)
            notes.Add($"Of {NumberText.Count(others)} assignments outside the front {NumberText.Count(MostOthers)} are drawn.");
        return notes;
    }
}

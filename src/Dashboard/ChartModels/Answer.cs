using FastOde.Analysis.Measurements;
using FastOde.Analysis.Statistics;
using FastOde.Analysis.Trials;
using FastOde.Analysis.Verdicts;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>
/// What an experiment with one objective has come to: the best assignment, whether its seeds tell it from the next, and the values
/// behind both. Only trials that have completed count, so that none is ahead by having trained longer.
/// </summary>
public sealed record Answer
{
    /// <summary>Most assignments that are drawn beside each other; a search of more is read as it went.</summary>
    public const int MostDrawn = 12;

    /// <summary>Position of the best assignment among the groups.</summary>
    public required int Index { get; init; }

    /// <summary>The best assignment as people read it.</summary>
    public required string Label { get; init; }

    /// <summary>Its value of the objective, such as <c>W2 at euler-4 0.442 ± 0.22</c>: a mean with its 95 % interval where there are two seeds.</summary>
    public required string Value { get; init; }

    /// <summary>What it is the best of, as a sentence goes on after "best"; null where there is one assignment in all.</summary>
    public required string? Of { get; init; }

    /// <summary>The best against the next; null where there is no next.</summary>
    public required Verdict? Verdict { get; init; }

    /// <summary>The value of each seed, assignment by assignment; null where one stands alone or there are too many.</summary>
    public required LineChart? Chart { get; init; }

    /// <summary>Assignments that were compared.</summary>
    public required int Compared { get; init; }

    /// <summary>Reads the answer.</summary>
    /// <param name="groups">All trials.</param>
    /// <param name="goals">What is optimised and demanded.</param>
    /// <returns>The answer; null where no assignment has a value yet, or several objectives leave no single best.</returns>
    public static Answer? From(TrialGroups<TrialSummary> groups, Goals goals)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(goals);
        if (goals.AreSeveral)
            return null;
        var ended = groups.Only([.. groups.All.Where(trial => trial.State == TrialState.Completed).Select(trial => trial.Id)]);
        var means = GoalMeans.Of(ended, goals);
        var valued = Enumerable.Range(0, means.Count).Where(index => means[index] is not null);
        List<int> order = [.. goals.First.BestFirst(valued, index => means[index]![0])];
        if (order.Count == 0)
            return null;
        List<VerdictSide> sides = [.. order.Take(MostDrawn).Select(index => Side(ended, index))];
        var spread = Spread.Of([.. sides[0].Numbers.Select(value => value.Value)]);
        var all = groups.Labels.Count;
        return new Answer
        {
            Index = order[0],
            Label = groups.Labels[order[0]],
            Value = $"{goals.First.Title} {NumberText.Brief(spread.Mean)}{(spread.Confidence is { } half && !groups.IsExact ? $" ± {NumberText.Brief(half, 2)}" : "")}",
            Of = all == 1 ? null
                : order.Count == all ? $"of {NumberText.Count(all)} assignments"
                : $"of {NumberText.Count(order.Count)} {(order.Count == 1 ? "assignment that has" : "assignments that have")} a value, {NumberText.Count(all)} in all",
            Verdict = sides.Count > 1 ? Verdict.Of(goals.First.Metric, goals.First.Cell ?? new("", 0), sides[0], sides[1], goals.First.Maximize, groups.IsExact) : null,
            Chart = order.Count is > 1 and <= MostDrawn ? Draw(goals.First, order, sides) : null,
            Compared = order.Count,
        };
    }

    private static VerdictSide Side(TrialGroups<TrialSummary> ended, int index) => new(
        ended.Labels[index],
        [.. ended.Trials(index).Where(trial => trial.ObjectiveValue is not null).Select(trial => new SeedValue(trial.Seed, trial.ObjectiveValue!.Value))]);

    private static LineChart Draw(Objective objective, List<int> order, List<VerdictSide> sides) => new()
    {
        Title = $"{objective.Title}, the best first",
        Description = $"{objective.Title} of each seed: {string.Join("; ", sides.Select(side => $"{side.Label} {string.Join(", ", side.Numbers.Select(value => NumberText.Brief(value.Value)))}"))}.",
        XAxis = new ChartAxis("rank") { IsCount = true },
        YAxis = new ChartAxis(objective.Title, ScaleChoice.IsLog(null, sides.SelectMany(side => side.Numbers).Select(value => value.Value))),
        Series =
        [
            .. sides.Select((side, rank) => new ChartSeries
            {
                Id = $"rank-{rank + 1}",
                Name = side.Label,
                ColorIndex = order[rank],
                Marked = true,
                Joined = false,
                Points = [.. side.Numbers.Select(value => new ChartPoint(rank + 1, value.Value))],
            }),
        ],
    };
}

using FastOde.Analysis.Statistics;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Grains.Experiments;

/// <summary>Which assignments of an experiment are the best so far.</summary>
internal static class BestAssignments
{
    /// <summary>
    /// The best assignments by the means over their completed trials, the best first: by the first objective, those that meet all
    /// demands before others.
    /// </summary>
    /// <param name="objective">What is optimised and demanded.</param>
    /// <param name="trials">The trials of the experiment.</param>
    /// <param name="most">Most assignments; fewer where fewer have a value.</param>
    /// <returns>Each by the number of its first trial.</returns>
    public static IReadOnlyList<int> Of(ObjectiveSpec objective, IEnumerable<TrialSummary> trials, int most)
    {
        var groups = new TrialGroups<TrialSummary>(trials);
        var measured = Enumerable.Range(0, groups.Labels.Count).Select(group => Measured(groups.Trials(group))).Where(assignment => assignment.Value is not null);
        return [.. objective.Goals().BestFirst(measured, assignment => assignment.Value, assignment => assignment.Others).Take(most).Select(assignment => assignment.First)];
    }

    private static (int First, double? Value, IReadOnlyList<double?> Others) Measured(IReadOnlyList<TrialSummary> trials)
    {
        List<TrialSummary> completed = [.. trials.Where(trial => trial.State == TrialState.Completed)];
        var others = completed.Select(trial => trial.OtherValues.Count).DefaultIfEmpty().Max();
        return (
            trials[0].Number,
            Spread.OfFinite(completed.Select(trial => trial.ObjectiveValue))?.Mean,
            [.. Enumerable.Range(0, others).Select(place => Spread.OfFinite(completed.Select(trial => trial.OtherValues.ElementAtOrDefault(place)))?.Mean)]);
    }
}

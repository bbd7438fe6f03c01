using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Grains.Experiments;

/// <summary>Which assignments of an experiment are the best so far.</summary>
internal static class BestAssignments
{
    /// <summary>The best assignments by the mean of the objective over their completed trials, the best first.</summary>
    /// <param name="objective">What is optimised.</param>
    /// <param name="trials">The trials of the experiment.</param>
    /// <param name="most">Most assignments; fewer where fewer have a value.</param>
    /// <returns>Each by the number of its first trial.</returns>
    public static IReadOnlyList<int> Of(ObjectiveSpec objective, IEnumerable<TrialSummary> trials, int most)
    {
        var groups = new TrialGroups<TrialSummary>(trials);
        var measured = Enumerable.Range(0, groups.Labels.Count)
            .Select(group => (First: groups.Trials(group)[0].Number, Mean: Mean(groups.Trials(group))))
            .Where(assignment => assignment.Mean is not null);
        return [.. Objective.Of(objective.Metric, objective.Maximize).BestFirst(measured, assignment => assignment.Mean).Take(most).Select(assignment => assignment.First)];
    }

    private static double? Mean(IEnumerable<TrialSummary> trials)
    {
        double[] values = [.. trials.Where(trial => trial.State == TrialState.Completed).Select(trial => trial.ObjectiveValue).OfType<double>().Where(double.IsFinite)];
        return values.Length == 0 ? null : values.Average();
    }
}

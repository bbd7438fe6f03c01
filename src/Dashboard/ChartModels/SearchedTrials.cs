using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Search.Importance;
using FastOde.Specs;

namespace FastOde.Dashboard.ChartModels;

/// <summary>The trials of a search that pictures of it are made of.</summary>
/// <param name="Measured">Those that have completed with a value of the objective and miss no demand, by number.</param>
/// <param name="Missing">Those that have completed with a value and miss a demand.</param>
public sealed record SearchedTrials(IReadOnlyList<TrialSummary> Measured, int Missing)
{
    /// <summary>The trials of a search; those that run or ended early stand at other steps and take no part.</summary>
    /// <param name="trials">Trials by number.</param>
    /// <param name="goals">What is optimised and demanded.</param>
    public static SearchedTrials Of(IEnumerable<TrialSummary> trials, Goals goals)
    {
        ArgumentNullException.ThrowIfNull(goals);
        List<TrialSummary> valued = [.. trials.Where(trial => trial.State == TrialState.Completed && trial.ObjectiveValue is { } value && double.IsFinite(value))];
        var violations = goals.Violations([.. valued.Select(trial => trial.OtherValues)]);
        List<TrialSummary> measured = [.. valued.Where((_, index) => violations[index] <= 0)];
        return new(measured, valued.Count - measured.Count);
    }

    /// <summary>What the importance of the keys for the objective is computed from.</summary>
    /// <param name="space">The search.</param>
    public ImportanceInput Importance(IReadOnlyList<SearchDimension> space) =>
        new(ParameterColumns.Of(space, [.. Measured.Select(trial => trial.Parameters)]), [.. Measured.Select(trial => trial.ObjectiveValue!.Value)]);
}

using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>The keys of the search space that trials have.</summary>
public static class ParameterKeys
{
    /// <summary>Keys that occur, in the order of the space.</summary>
    /// <param name="trials">The trials.</param>
    public static IReadOnlyList<string> Of(IEnumerable<TrialSummary> trials) =>
        [.. trials.SelectMany(trial => trial.Parameters.Keys).Distinct()];
}

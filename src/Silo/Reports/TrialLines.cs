using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;

namespace FastOde.Silo.Reports;

/// <summary>The trials of an experiment as lines of a table, the best marked.</summary>
internal static class TrialLines
{
    /// <summary>The headings, then a line a trial.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="trials">Its trials by number.</param>
    public static IReadOnlyList<string[]> Of(ExperimentSummary experiment, IReadOnlyList<TrialSummary> trials)
    {
        var best = experiment.Objective is { } wanted
            ? wanted.Goals().BestFirst(trials.Where(trial => trial.ObjectiveValue is { } value && double.IsFinite(value)), trial => trial.ObjectiveValue, trial => trial.OtherValues).FirstOrDefault()
            : null;
        return
        [
            ["assignment", "trial", "seed", "state", "step", "iterations/s", "objective"],
            .. trials.Select(trial => Line(trial, trial == best)),
        ];
    }

    private static string[] Line(TrialSummary trial, bool isBest) =>
    [
        trial.Label,
        trial.Id,
        trial.Seed.ToString(CultureInfo.InvariantCulture),
        trial.IsBlocked ? "blocked" : StateText.Of(trial.State),
        trial is { State: TrialState.Completed, Step: 0 } ? SpreadText.Nothing : string.Create(CultureInfo.InvariantCulture, $"{trial.Step} of {trial.Iterations}"),
        NumberText.BriefOrDash(trial.IterationsPerSecond),
        NumberText.BriefOrDash(trial.ObjectiveValue, 4) + (isBest ? TableContent.Best : ""),
    ];
}

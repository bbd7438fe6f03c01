using System.Text.RegularExpressions;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Silo.Reports;

namespace FastOde.Silo.Figures;

/// <summary>
/// All figures of a study: quality against NFE for every metric and solver, against the key where the search varies one number, where
/// along time trajectories bend, and the trajectories.
/// </summary>
internal static partial class StudyFigures
{
    /// <summary>Assignments whose trajectories are drawn; the best where there is an objective.</summary>
    private const int MostTrajectories = 12;

    /// <summary>Draws them; those that nothing was measured for are left out.</summary>
    /// <param name="experiment">The study.</param>
    /// <param name="queries">Where profiles and trajectories are stored.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<DrawnFigure>> Draw(ExperimentReport experiment, IResultQueries queries, CancellationToken cancellationToken)
    {
        List<DrawnFigure> drawn = [.. Charts(experiment).Where(named => named.Figure.Panels.Any(panel => panel.PointCount > 0)).Select(named => DrawnFigure.Of(FileName(named.Name), named.Figure))];
        if (experiment.Steps.TrialIds is { Count: > 0 } compared)
        {
            var profiles = await queries.CurvatureProfiles(TrialSelection.Of(compared), experiment.Steps.Step, cancellationToken);
            if (profiles.Any(profile => profile.Bins.Count > 0))
                drawn.Add(DrawnFigure.Of("curvature-profile", new ExperimentFigures(experiment).Profile(profiles)));
        }

        drawn.AddRange(await Trajectories(experiment, queries, cancellationToken));
        return drawn;
    }

    private static IEnumerable<(string Name, Figure Figure)> Charts(ExperimentReport experiment)
    {
        var figures = new ExperimentFigures(experiment);
        var comparisons = experiment.Comparisons.Where(comparison => !comparison.IsFunction).ToList();
        foreach (var comparison in comparisons)
            yield return ($"nfe-{comparison.Metric}-{comparison.Solver}", figures.Draw(new FigureRequest { Kind = FigureKind.Nfe, Metric = comparison.Metric, Solver = comparison.Solver }));
        if (KeyCurves.Keys(experiment.Groups) is not [var key])
            yield break;
        foreach (var metric in comparisons.Select(comparison => comparison.Metric).Distinct())
            yield return ($"{KeyCurves.AxisName(key)}-{metric}", figures.Draw(new FigureRequest { Kind = FigureKind.Key, Metric = metric, Key = key }));
    }

    private static async Task<IEnumerable<DrawnFigure>> Trajectories(ExperimentReport experiment, IResultQueries queries, CancellationToken cancellationToken)
    {
        var groups = experiment.Groups;
        var shown = experiment.Ranking.Concat(Enumerable.Range(0, groups.Labels.Count)).Distinct().Take(MostTrajectories)
            .Order().Select(index => groups.Trials(index).MinBy(trial => trial.Seed)!).ToList();
        if (shown.Count == 0)
            return [];
        var sets = await queries.Trajectories(TrialSelection.Of([.. shown.Select(trial => trial.Id)]), cancellationToken);
        var frame = TrajectoryFrame.Around(sets);
        return from trial in shown
               join set in sets on trial.Id equals set.TrialId
               where set.Times.Count > 0
               select TrajectoryPlot.Of(experiment.Summary.Name, trial, groups.IndexOf(trial.Id), set, frame);
    }

    /// <summary>Names of metrics have brackets and those of keys Greek letters, which not every program takes in a path.</summary>
    private static string FileName(string name) => OtherCharacters().Replace(name.Replace("β", "beta", StringComparison.Ordinal), "-").Trim('-');

    [GeneratedRegex("[^A-Za-z0-9.]+")]
    private static partial Regex OtherCharacters();
}

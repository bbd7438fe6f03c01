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
    /// <param name="progress">Told the part of the figures that is drawn, from 0 to 1; null for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<DrawnFigure>> Draw(
        ExperimentReport experiment, IResultQueries queries, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        List<(string Name, FigureRequest Request)> charts = [.. Charts(experiment)];
        var shown = Shown(experiment);

        // The profile is one more.
        var (done, all) = (0, charts.Count + shown.Count + 1);
        void Count() => progress?.Report((double)++done / all);
        List<DrawnFigure> drawn = [];
        foreach (var (name, request) in charts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (new ExperimentFigures(experiment).Draw(request) is var figure && figure.Panels.Any(panel => panel.PointCount > 0))
                drawn.Add(DrawnFigure.Of(FileName(name), figure));
            Count();
        }

        if (experiment.Steps.TrialIds is { Count: > 0 } compared)
        {
            var profiles = await queries.CurvatureProfiles(TrialSelection.Of(compared), experiment.Steps.Step, cancellationToken);
            if (profiles.Any(profile => profile.Bins.Count > 0))
                drawn.Add(DrawnFigure.Of("curvature-profile", new ExperimentFigures(experiment).Profile(profiles)));
        }

        Count();
        foreach (var (trial, set, frame) in await Trajectories(shown, queries, cancellationToken))
        {
            drawn.Add(TrajectoryPlot.Of(experiment.Summary.Name, trial, experiment.Groups.IndexOf(trial.Id), set, frame));
            Count();
        }

        return drawn;
    }

    private static IEnumerable<(string Name, FigureRequest Request)> Charts(ExperimentReport experiment)
    {
        var comparisons = experiment.Comparisons.Where(comparison => !comparison.IsFunction).ToList();
        foreach (var comparison in comparisons)
            yield return ($"nfe-{comparison.Metric}-{comparison.Solver}", new FigureRequest { Kind = FigureKind.Nfe, Metric = comparison.Metric, Solver = comparison.Solver });
        if (KeyCurves.Keys(experiment.Groups) is not [var key])
            yield break;
        foreach (var metric in comparisons.Select(comparison => comparison.Metric).Distinct())
            yield return ($"{KeyCurves.AxisName(key)}-{metric}", new FigureRequest { Kind = FigureKind.Key, Metric = metric, Key = key });
    }

    /// <summary>One trial of each assignment, of the best where there are many.</summary>
    private static List<TrialSummary> Shown(ExperimentReport experiment) => experiment.Ranking.Concat(Enumerable.Range(0, experiment.Groups.Labels.Count)).Distinct()
        .Take(MostTrajectories).Order().Select(index => experiment.Groups.Trials(index).MinBy(trial => trial.Seed)!).ToList();

    private static async Task<IEnumerable<(TrialSummary Trial, TrajectorySet Set, TrajectoryFrame Frame)>> Trajectories(
        List<TrialSummary> shown, IResultQueries queries, CancellationToken cancellationToken)
    {
        if (shown.Count == 0)
            return [];
        var sets = await queries.Trajectories(TrialSelection.Of([.. shown.Select(trial => trial.Id)]), cancellationToken);
        var frame = TrajectoryFrame.Around(sets);
        return from trial in shown
               join set in sets on trial.Id equals set.TrialId
               where set.Times.Count > 0
               select (trial, set, frame);
    }

    /// <summary>Names of metrics have brackets and those of keys Greek letters, which not every program takes in a path.</summary>
    private static string FileName(string name) => OtherCharacters().Replace(name.Replace("β", "beta", StringComparison.Ordinal), "-").Trim('-');

    [GeneratedRegex("[^A-Za-z0-9.]+")]
    private static partial Regex OtherCharacters();
}

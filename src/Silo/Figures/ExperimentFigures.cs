using System.Diagnostics.CodeAnalysis;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;

namespace FastOde.Silo.Figures;

/// <summary>Makes the figures of a study from what is stored, by the same models that the dashboard draws.</summary>
/// <param name="experiment">The study.</param>
internal sealed class ExperimentFigures(ExperimentReport experiment)
{
    private const string Curvature = "curvature";
    private readonly TrialGroups<TrialSummary> groups = experiment.Groups;
    private readonly IReadOnlyList<IMeasurement> rows = experiment.Steps.Rows;

    /// <summary>The figure that was asked for.</summary>
    /// <exception cref="CommandFailure">The study has no such metric, solver, cell or key; the message lists what it has.</exception>
    public Figure Draw(FigureRequest request)
    {
        var metric = Metric(request.Metric);
        return request.Kind == FigureKind.Nfe ? AgainstNfe(metric, request) : AgainstKey(metric, request);
    }

    /// <summary>Where along time trajectories bend.</summary>
    /// <param name="profiles">The profiles at the step of the comparison.</param>
    public Figure Profile(IReadOnlyList<CurvatureProfile> profiles)
    {
        var chart = CurvatureProfiles.Of(groups, profiles).Best(higherIsBetter: false);
        return new Figure(Title, $"{chart.Title}; {SpreadText}", [chart]);
    }

    private Figure AgainstNfe(string metric, FigureRequest request)
    {
        var solvers = Solvers(metric);
        var solver = request.Solver ?? solvers[0];
        if (!solvers.Contains(solver))
            Refuse("--solver", solver, $"{metric} was measured with", solvers);
        var chart = NfeCurves.Of(groups, experiment.Steps, metric, solver);
        return new Figure(Title, $"{MetricName.Title(metric)} against NFE by {solver}; {SpreadText}", [chart]);
    }

    private Figure AgainstKey(string metric, FigureRequest request)
    {
        var keys = KeyCurves.Keys(groups);
        if (keys.Count == 0)
            throw new CommandFailure(ExitCode.BadInput, $"--kind key: experiment {experiment.Summary.Id} varies no number; a key needs two values or more");
        if (request.Key is null && keys.Count > 1)
            throw new CommandFailure(ExitCode.BadInput, $"--key is missing: experiment {experiment.Summary.Id} varies {string.Join(", ", keys)}");
        var key = request.Key ?? keys[0];
        if (!keys.Contains(key))
            Refuse("--key", key, "the numbers that the experiment varies are", keys);

        var cell = Cell(metric, request.Cell);
        string[] metrics = rows.Any(row => row.Metric == Curvature && row.Solver == cell.Solver) ? [Curvature, metric] : [metric];
        return new Figure(
            Title,
            $"{string.Join(" and ", metrics.Distinct().Select(MetricName.Title))} at {cell} against {KeyCurves.AxisName(key)}; {SpreadText}",
            [.. metrics.Distinct().Select(shown => KeyCurves.Of(groups, experiment.Steps, shown, cell, key))]);
    }

    private string Title => string.Join(": ", ((string[])[experiment.Summary.Name, string.Join(" · ", experiment.Choice)]).Where(part => part.Length > 0));

    private string SpreadText
    {
        get
        {
            var seeds = experiment.Steps.TrialIds.GroupBy(groups.IndexOf).Max(group => group.Count());
            return $"step {NumberText.Count(experiment.Steps.Step!.Value)}, {(seeds == 1 ? "one seed" : $"mean ± standard deviation over {seeds} seeds")}";
        }
    }

    private string Metric(string? wanted)
    {
        var metrics = MetricName.InOrder(EvaluationSelection.Metrics(rows), experiment.Metrics);
        if (metrics.Count == 0)
            throw new CommandFailure(ExitCode.BadInput, $"experiment {experiment.Summary.Id} has not been evaluated yet: there is nothing to draw");
        if (wanted is null || metrics.Contains(wanted))
            return wanted ?? metrics[0];
        var family = metrics.Where(metric => MetricName.Family(metric) == wanted).ToList();
        if (family.Count != 1)
            Refuse("--metric", wanted, "the experiment has", family.Count > 1 ? family : metrics);
        return family[0];
    }

    private EvaluationCell Cell(string metric, string? wanted)
    {
        List<EvaluationCell> cells =
        [
            .. from solver in Solvers(metric)
               from number in EvaluationSelection.Numbers(rows.Where(row => row.Metric == metric), solver)
               select new EvaluationCell(solver, number),
        ];
        if (wanted is null)
            return cells.Last(cell => cell.Solver == cells[0].Solver);
        if (EvaluationCell.Parse(wanted) is not { } parsed || !cells.Contains(parsed))
            Refuse("--cell", wanted, $"{metric} was measured at", [.. cells.Select(cell => cell.ToString())]);
        return EvaluationCell.Parse(wanted)!;
    }

    private IReadOnlyList<string> Solvers(string metric) =>
        [.. EvaluationSelection.Solvers(rows.Where(row => row.Metric == metric)).OrderBy(Place)];

    private int Place(string solver)
    {
        var place = experiment.Solvers.ToList().IndexOf(solver);
        return place < 0 ? int.MaxValue : place;
    }

    [DoesNotReturn]
    private static void Refuse(string option, string value, string what, IReadOnlyList<string> choices) =>
        throw new CommandFailure(ExitCode.BadInput, $"{option} {value}: {what} {string.Join(", ", choices)}");
}

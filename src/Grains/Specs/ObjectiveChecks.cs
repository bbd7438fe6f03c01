using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Solvers;
using FastOde.Search.Functions;
using FastOde.Specs;
using FastOde.Specs.Reading;
using FastOde.Specs.Words;

namespace FastOde.Grains.Specs;

/// <summary>Whether trials measure all that the objective of a spec names.</summary>
/// <param name="spec">The spec as read.</param>
/// <param name="objective">Its objective.</param>
/// <param name="text">Where its keys stand.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class ObjectiveChecks(ExperimentSpec spec, ObjectiveSpec objective, SpecText text, SpecProblems problems)
{
    private const string Metric = "objective.metric";
    private const string Also = "objective.also";
    private const string Where = "objective.where";

    /// <summary>Runs every check.</summary>
    internal void Run()
    {
        Check(Metric, Metric, Objective.Of(objective.Metric, objective.Maximize));
        List<string> known = [objective.Metric];
        foreach (var (index, written) in objective.Also.Index())
        {
            var also = Objective.Read(written);
            var path = $"{Also}[{index}]";
            if (known.Contains(also.Text))
                Add(Also, path, $"{also.Text} is an objective already; remove one of the two.");
            else
                Check(Also, path, also);
            known.Add(also.Text);
        }

        foreach (var (index, written) in objective.Where.Index())
        {
            var path = $"{Where}[{index}]";
            if (Demand.Parse(written) is not { } demand)
                Add(Where, path, $"Expected {Demand.Form}, found '{written}'.");
            else
                Check(Where, path, demand.Cell);
        }

        if (problems.IsEmpty && objective.Goals() is { Gate: null } goals && goals.Objectives.Any(one => one.IsLeastNfe))
            Add(Where, Where, "The objective nfe is the least NFE whose cell is good enough; say what is, such as where: [fid <= 5], or name a cell, such as nfe@dopri5-1e-5.");
    }

    private void Check(string key, string path, Objective named)
    {
        if (spec.Trial.Function is { } function)
        {
            if (TestFunctions.Find(function)?.Metrics is { } metrics && !metrics.Contains(named.Text))
                Add(key, path, $"{(metrics.Count == 1 ? "The only metric" : "A metric")} of {function} is '{string.Join("' or '", metrics)}', found '{named.Text}'.");
            return;
        }

        // Without a sound table nobody can say which cells it has.
        if (!problems.Has("trial.evaluation") && CellProblem(named) is { } problem)
            Add(key, path, problem);
    }

    private string? CellProblem(Objective named)
    {
        var evaluation = spec.Trial.Evaluation;
        var metric = named.Metric;
        if (!named.IsCost && !evaluation.Metrics.Contains(EvaluationMetrics.Family(metric)))
            return UnknownName.Describe("metric in trial.evaluation.metrics named", metric, evaluation.Metrics);
        try
        {
            if (metric.Contains('[') && evaluation.Features != FeatureExtractors.Automatic && metric != EvaluationMetrics.Qualified(EvaluationMetrics.Family(metric), evaluation.Features))
                return $"The trial scores with the extractor of trial.evaluation.features, '{evaluation.Features}', found '{metric}'.";
            if (MetricCell.Parse(named.Text).Solver is not { } asked)
                return null;
            var cells = evaluation.Solvers
                .SelectMany(solver => solver.Numbers.Select(number => SolverSetting.Of(solver.Name, number)))
                .Where(cell => named.IsCost || EvaluationMetrics.IsMeasuredWith(metric, cell.Method))
                .ToArray();
            return cells.Contains(asked) ? null : UnknownName.Describe("cell", named.Text, [.. cells.Select(cell => new MetricCell(metric, cell).ToString())]);
        }
        catch (InvalidSettingException error)
        {
            return error.Message;
        }
    }

    private void Add(string key, string path, string message) => problems.Add(text.Line(key), path, message);
}

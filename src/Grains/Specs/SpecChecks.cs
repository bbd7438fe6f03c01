using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Training;
using FastOde.Search.Functions;
using FastOde.Search.Samplers;
using FastOde.Specs;
using FastOde.Specs.Constraints;
using FastOde.Specs.Keys;
using FastOde.Specs.Reading;

namespace FastOde.Grains.Specs;

/// <summary>What can be wrong between keys that are each right.</summary>
/// <param name="spec">The spec as read.</param>
/// <param name="text">Where its keys stand.</param>
/// <param name="problems">Where problems go.</param>
/// <param name="shapes">What is known of data sets.</param>
/// <param name="extractors">What is known of extractors of features; null where nothing is.</param>
internal sealed class SpecChecks(
    ExperimentSpec spec, SpecText text, SpecProblems problems, DataShapes shapes, KnownExtractors? extractors)
{
    private TrialPlanner? planner;

    /// <summary>Runs every check.</summary>
    /// <returns>The number of assignments; 0 where there are problems.</returns>
    internal int Run()
    {
        Required("name", "Give the experiment a name, such as name: two-gaussians.");
        Required("trial", "Say what a trial does; trial: {} takes every default.");
        if (text.Has("objective"))
            Required("objective.metric", "Name the cell to optimise, such as wasserstein2@euler-4.");
        Arguments();
        Sampler();
        Evaluation();
        if (spec.Trial.Function is null)
        {
            new DataChecks(spec, text, problems, shapes).Run();
            new NetworkChecks(spec.Trial, text, problems, shapes).Run();
            if (extractors is not null)
                new ScoreChecks(spec, text, problems, extractors).Run();
        }

        if (spec.Objective is { Metric.Length: > 0 } objective)
            new ObjectiveChecks(spec, objective, text, problems).Run();
        if (spec is { Retention.Best: not null, Objective: null })
            problems.Add(text.Line("retention.best"), "retention.best", "Nothing says which trials are best; name the cell that does as objective.metric, or remove this key.");
        Constraints();
        if (problems.IsEmpty)
            Assignments();
        if (problems.IsEmpty)
            new PruningChecks(spec, text, problems).Run(planner!.ExpectedAssignments);
        if (problems.IsEmpty && spec.Trial.Function is null)
            Training();
        return planner?.Assignments ?? 0;
    }

    private void Required(string path, string cure)
    {
        if (!text.Has(path))
            problems.Add(text.Line(path), path, $"This key is missing. {cure}");
    }

    private void Arguments()
    {
        if (spec.Trial.Function is not { } name || TestFunctions.Find(name) is not { } function)
            return;
        bool IsGiven(string argument) => text.Has($"trial.{argument}") || text.InSpace(argument);
        var last = Math.Max(function.Least, function.Arguments.Index().LastOrDefault(argument => IsGiven(argument.Item.Name)).Index + 1);
        foreach (var argument in function.Arguments.Take(last).Select(argument => argument.Name).Where(argument => !text.Has($"trial.{argument}")))
        {
            var conditional = spec.Search.Space.Any(dimension => dimension.Key == argument && dimension.When.Count > 0);
            if (conditional || !text.InSpace(argument))
                problems.Add(text.Line("trial.function"), "trial.function", $"{name} needs {argument}; set it under trial, or search it without a condition.");
        }
    }

    private void Sampler()
    {
        if (problems.Has("search.sampler"))
            return;
        var sampler = SamplerCatalog.Standard.About(spec.Search.Sampler);
        if (spec.Search.From.Count > 0 && !sampler.NeedsObjective)
            problems.Add(text.Line("search.from"), "search.from", $"A {sampler.Name} search does not look at results, and cannot learn from earlier ones; use sampler: tpe, nsga2 or cma-es, or remove this key.");
        if (sampler.EndsByItself)
        {
            if (text.Has("search.trials"))
                problems.Add(text.Line("search.trials"), "search.trials", sampler.TakesProposals ? "A program proposes the assignments, as many as it likes; remove trials, or use another sampler." : $"A {sampler.Name} tries its full product and ends by itself; remove trials, or use sampler: random.");
            if (sampler.TakesProposals && (!text.Has("search.space") || (spec.Search.Space.Count == 0 && !problems.Has("search.space"))))
                problems.Add(text.Line("search.sampler"), "search.space", "Proposals keep to the keys that are searched, and there is none here; name at least one.");
            return;
        }

        if (!text.Has("search.trials"))
            problems.Add(text.Line("search.sampler"), "search.trials", $"This key is missing. A {sampler.Name} search needs the number of trials to draw, such as trials: 50.");
        if (sampler.NeedsObjective && !text.Has("objective"))
            problems.Add(text.Line("search.sampler"), "objective", $"This key is missing. A {sampler.Name} search learns from results; say what is better, such as objective: {{ metric: {TestFunctions.Find(spec.Trial.Function ?? "")?.Metrics[0] ?? "wasserstein2@euler-4"} }}.");
        if (!text.Has("search.space") || (spec.Search.Space.Count == 0 && !problems.Has("search.space")))
            problems.Add(text.Line("search.sampler"), "search.space", $"There is nothing here to vary; a {sampler.Name} search needs at least one key.");
    }

    /// <summary>What the science finds wrong between the keys of the evaluation; each by itself was checked before.</summary>
    private void Evaluation()
    {
        if (spec.Trial.Function is not null || problems.Has("trial.evaluation"))
            return;
        foreach (var problem in EvaluationCheck.Problems(spec.Trial.Evaluation))
            problems.Add(text.Line($"trial.evaluation.{problem.Key}"), $"trial.evaluation.{problem.Key}", problem.Message);
        const string metrics = "trial.evaluation.metrics";
        var isPlanar = DatasetCatalog.Datasets.Names.Contains(spec.Trial.Data.Name);
        if (isPlanar && spec.Trial.Evaluation.Metrics.FirstOrDefault(EvaluationMetrics.NeedsFeatures) is { } score)
            problems.Add(text.Line(metrics), metrics, $"{score} looks at features of images, and '{spec.Trial.Data.Name}' is a data set of points; use wasserstein2, or a data set of images.");
        if (!isPlanar && spec.Trial.Evaluation.Metrics.FirstOrDefault(EvaluationMetrics.NeedsPlane) is { } binned)
            problems.Add(text.Line(metrics), metrics, $"{binned} bins the plane, and '{spec.Trial.Data.Name}' is a data set of images; use sliced-wasserstein or fid.");
    }

    /// <summary>What is wrong between the keys of the first assignment that could not be trained.</summary>
    private void Training()
    {
        var found = planner!.At(Enumerable.Range(0, planner.Assignments))
            .Select(trial => Problems(trial).ToArray())
            .FirstOrDefault(found => found.Length > 0) ?? [];
        foreach (var problem in found.DistinctBy(problem => problem.Key))
        {
            var path = text.InSpace(problem.Key) ? $"search.space.{problem.Key}" : $"trial.{problem.Key}";
            problems.Add(text.Line(path), path, problem.Message);
        }

        if (problems.IsEmpty && spec.Trial.Evaluation.Solvers.FirstOrDefault(solver => FlowMapCheck.NeedsFlowMap(solver.Name)) is { } jumping
            && !planner.At(Enumerable.Range(0, planner.Assignments)).Any(trial => trial.Method.LearnsFlowMap))
        {
            var path = $"trial.evaluation.solvers.{jumping.Name}";
            problems.Add(text.Line(path), path, $"{jumping.Name} follows a flow map, and no trial learns one; use a method such as improved-mean-flow, or remove this solver.");
        }
    }

    private IEnumerable<KeyProblem> Problems(TrialSpec trial) => [.. TrainingProblems.Of(trial, shapes.Of(trial.Data)), .. CouplingChecks.Problems(trial)];

    private void Constraints()
    {
        if (problems.Has("search.space"))
            return;
        for (var index = 0; index < spec.Search.Constraints.Count; index++)
        {
            try
            {
                _ = SearchConstraint.Parse(spec.Search.Constraints[index], spec.Search.Space);
            }
            catch (FormatException error)
            {
                problems.Add(text.Line("search.constraints"), $"search.constraints[{index}]", error.Message);
            }
        }
    }

    private void Assignments()
    {
        try
        {
            planner = new TrialPlanner(spec);
            if (SamplerCatalog.Standard.About(spec.Search.Sampler).TakesProposals)
                return;
            if (planner.Assignments == 0 || !planner.At([0]).Any())
                problems.Add(text.Line("search.constraints"), "search.constraints", "No assignment meets them all, of those that there are or of thousands that were drawn; loosen one, or widen search.space.");
        }
        catch (ArgumentException error)
        {
            problems.Add(text.Line("search.space"), "search.space", error.Message);
        }
    }
}

using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Analysis.Verdicts;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Teachers;
using FastOde.Search.Functions;
using FastOde.Silo.Output;
using FastOde.Specs;

namespace FastOde.Silo.Reports;

/// <summary>An experiment with all that its report says.</summary>
/// <param name="Summary">The experiment.</param>
/// <param name="Trials">Its trials by number.</param>
/// <param name="Evaluations">Every row of every trial, by trial, step, solver and number.</param>
/// <param name="IsExact">Whether every seed of an assignment has the same value.</param>
internal sealed record ExperimentReport(
    ExperimentSummary Summary,
    IReadOnlyList<TrialSummary> Trials,
    IReadOnlyList<EvaluationRecord> Evaluations,
    bool IsExact = false)
{

    /// <summary>Names of the metrics in the order of the spec.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Names of the solvers in the order of the spec.</summary>
    public IReadOnlyList<string> Solvers { get; init; } = [];

    /// <summary>The trials by assignment.</summary>
    public TrialGroups<TrialSummary> Groups { get; } = new(Trials) { IsExact = IsExact };

    /// <summary>What of the trials is compared.</summary>
    public EqualSteps Steps { get; } = EqualSteps.Of(Trials, Evaluations);

    /// <summary>
    /// A comparison for every metric and solver of the study, the spec's first metric that judges samples first; curvature
    /// is a column of its own.
    /// </summary>
    public IReadOnlyList<Comparison> Comparisons =>
    [
        .. from metric in Comparison.Metrics(Steps, Metrics)
           from solver in EvaluationSelection.Solvers(Steps.Rows.Where(row => row.Metric == metric))
           select Comparison.Of(Groups, Steps, metric, solver, Objective),
    ];

    /// <summary>The verdict on the best two of a comparison; null where there are not two, or each has one seed and values are not exact.</summary>
    /// <param name="comparison">One of <see cref="Comparisons"/>.</param>
    public Verdict? VerdictOn(Comparison comparison) => VerdictChoice.Of(comparison, Objective)?.Judge(Groups, Steps, comparison.Metric);

    /// <summary>The verdict on the best two of a comparison with its evidence, in words; null where there is none.</summary>
    /// <param name="comparison">One of <see cref="Comparisons"/>.</param>
    public string? BestTwo(Comparison comparison) => VerdictOn(comparison) is { } verdict
        ? string.Join(' ', ((string[])[verdict.Sentence, verdict.Evidence, verdict.CautionAmong(comparison.Rows.Count)]).Where(part => part.Length > 0))
        : null;

    /// <summary>What the experiment optimises; null where it only compares.</summary>
    public Objective? Objective => Goals?.First;

    /// <summary>All that the experiment optimises and demands; null where it only compares.</summary>
    public Goals? Goals => Summary.Objective?.Goals();

    /// <summary>
    /// The assignments with a value of every objective that meet all demands, by their mean of the first, the best first; empty without
    /// an objective.
    /// </summary>
    public IReadOnlyList<int> Ranking
    {
        get
        {
            if (Goals is not { } goals)
                return [];
            var points = GoalMeans.Of(Groups, goals);
            return [.. goals.First.BestFirst(Enumerable.Range(0, points.Count).Where(index => points[index] is not null), index => points[index]![0])];
        }
    }

    /// <summary>Whether trials of the experiment may have teachers.</summary>
    public bool HasTeachers { get; init; }

    /// <summary>What each trial that has a teacher learned from, by the trial's id.</summary>
    public IReadOnlyDictionary<string, TeacherLineage> Lineages { get; init; } = new Dictionary<string, TeacherLineage>();

    /// <summary>What its trials were chosen by, as labels have it: empty where they are all of the experiment's.</summary>
    public IReadOnlyList<string> Choice { get; init; } = [];

    /// <summary>Whether every trial completed, or was pruned for the sake of others that did.</summary>
    public bool AllSucceeded => Trials.All(trial => trial.State is TrialState.Completed or TrialState.Pruned);

    /// <summary>Reads what is stored of an experiment.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    public static async Task<ExperimentReport> Read(IResultQueries results, long experimentId, CancellationToken cancellationToken)
    {
        var experiment = await results.Experiment(experimentId, cancellationToken)
            ?? throw new KeyNotFoundException($"experiment {experimentId}: not in the database");
        var trials = await results.Trials(experimentId, cancellationToken);
        var evaluations = await results.Evaluations(TrialSelection.Of(experimentId), cancellationToken);
        var evaluation = experiment.Spec.Trial.Evaluation;
        return new ExperimentReport(experiment.Summary, trials, evaluations, TestFunctions.AreExact(experiment.Spec.Trial.Function))
        {
            HasTeachers = experiment.Spec.Trial.Teacher is not null || experiment.Spec.Search.Space.Any(dimension => dimension.Key.EndsWith(".teacher", StringComparison.Ordinal)),
            Metrics = evaluation.Metrics,
            Solvers = [.. evaluation.Solvers.Select(solver => solver.Name)],
        };
    }

    /// <summary>The report of some trials alone: those with a value, which their labels then leave out.</summary>
    /// <param name="key">A key of the search.</param>
    /// <param name="value">Its value as specs write it.</param>
    /// <exception cref="CommandFailure">No trial has it; the message lists what there is.</exception>
    public ExperimentReport Only(string key, string value)
    {
        List<TrialSummary> kept = [.. Trials.Where(trial => trial.Parameters.TryGetValue(key, out var own) && own.ToString() == value)];
        if (kept.Count == 0)
        {
            List<string> values = [.. Trials.Select(trial => trial.Parameters.GetValueOrDefault(key)?.ToString()).OfType<string>().Distinct()];
            var known = values.Count > 0 ? $"{key} is {string.Join(" or ", values)} there" : $"the search varies {string.Join(", ", Trials.SelectMany(trial => trial.Parameters.Keys).Distinct())}";
            throw new CommandFailure(ExitCode.BadInput, $"{key}={value}: no trial of experiment {Summary.Id} has this; {known}");
        }

        HashSet<string> ids = [.. kept.Select(trial => trial.Id)];
        var chosen = new Dictionary<string, ParameterValue> { [key] = kept[0].Parameters[key] };
        return new(
            Summary,
            [.. kept.Select(trial => trial with { Parameters = new OrderedDictionary<string, ParameterValue>(trial.Parameters.Where(entry => entry.Key != key)) })],
            [.. Evaluations.Where(row => ids.Contains(row.TrialId))],
            IsExact)
        {
            Metrics = Metrics,
            Solvers = Solvers,
            HasTeachers = HasTeachers,
            Lineages = Lineages,
            Choice = [.. Choice, ParameterLabel.Of(chosen)],
        };
    }

    /// <summary>The report with what its trials learned from, where they have teachers.</summary>
    public async Task<ExperimentReport> WithLineages(IResultQueries results, IArtifactReader artifacts, CancellationToken cancellationToken)
    {
        if (!HasTeachers)
            return this;
        Dictionary<string, TeacherLineage> lineages = [];
        foreach (var trial in Trials)
        {
            var detail = await results.Trial(trial.Id, cancellationToken);
            if (detail?.Artifacts.FirstOrDefault(artifact => artifact.Kind == ArtifactKinds.Lineage) is not { } record
                || await artifacts.Open(trial.Id, record.Path, cancellationToken) is not { } file)
            {
                continue;
            }

            using var reader = new StreamReader(file.Content);
            lineages[trial.Id] = TeacherLineage.FromJson(await reader.ReadToEndAsync(cancellationToken));
        }

        return this with { Lineages = lineages };
    }
}

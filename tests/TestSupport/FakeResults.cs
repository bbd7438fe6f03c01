using System.Globalization;
using FastOde.Contracts.Queries;
using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.TestSupport;

/// <summary>History in memory.</summary>
public sealed class FakeResults : IResultQueries
{
    public List<ExperimentSummary> Experiments { get; } = [];

    public List<TrialSummary> Trials { get; } = [];

    public List<MetricSeries> Series { get; } = [];

    public List<EvaluationRecord> Rows { get; } = [];

    public List<CurvatureProfile> Profiles { get; } = [];

    public List<TrajectorySet> Sets { get; } = [];

    public List<TrialDetail> Details { get; } = [];

    public List<ExperimentFilter> Filters { get; } = [];

    public string? Function { get; set; }

    public string Notes { get; set; } = "";

    public SearchSpec Search { get; set; } = new();

    public int MetricQueries { get; private set; }

    Task<ExperimentPage> IResultQueries.Experiments(ExperimentFilter filter, CancellationToken cancellationToken)
    {
        Filters.Add(filter);
        var words = ExperimentQuery.Parse(filter.Query).Words;
        var found = Experiments
            .Where(experiment => words.All(word => experiment.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Where(experiment => filter.State is null || experiment.State == filter.State)
            .ToList();
        return Task.FromResult(new ExperimentPage { Items = [.. found.Skip(filter.Skip).Take(filter.Take)], Total = found.Count });
    }

    public Task<ExperimentDetail?> Experiment(long experimentId, CancellationToken cancellationToken = default) => Task.FromResult(
        Experiments.Find(experiment => experiment.Id == experimentId) is { } summary
            ? new ExperimentDetail { Summary = summary, Spec = new ExperimentSpec { Name = summary.Name, Trial = new TrialSpec { Function = Function }, Source = "name: as written", Objective = summary.Objective, Search = Search }, Notes = Notes }
            : null);

    Task<IReadOnlyList<TrialSummary>> IResultQueries.Trials(long experimentId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TrialSummary>>([.. Trials.Where(trial => trial.ExperimentId == experimentId)]);

    public Task<TrialPage> TrialPage(long experimentId, int skip, int take, CancellationToken cancellationToken = default)
    {
        var trials = Trials.Where(trial => trial.ExperimentId == experimentId).OrderBy(trial => trial.Number).ToList();
        return Task.FromResult(new TrialPage { Items = [.. trials.Skip(skip).Take(take)], Total = trials.Count });
    }

    /// <summary>What tables of trials have asked for.</summary>
    public List<string> TableQueries { get; } = [];

    public Task<IReadOnlyList<int>> TrialNumbers(long experimentId, string? query, CancellationToken cancellationToken = default)
    {
        var asked = TrialQuery.Parse(query);
        TableQueries.Add($"trials {query}");
        return Task.FromResult<IReadOnlyList<int>>([.. Trials.Where(trial => trial.ExperimentId == experimentId && (asked.States.Count == 0 || asked.States.Contains(trial.State)))
            .Where(trial => asked.Conditions.All(condition => trial.Parameters.GetValueOrDefault(condition.Key)?.ToString() == condition.Text)).Select(trial => trial.Number)]);
    }

    public Task<IReadOnlyList<TrialValue>> Values(long experimentId, string cell, CancellationToken cancellationToken = default)
    {
        TableQueries.Add($"values {cell}");
        return Task.FromResult<IReadOnlyList<TrialValue>>(
        [
            .. from trial in Trials
               from row in Rows
               where row.TrialId == trial.Id && $"{row.Metric}@{row.Solver}-{row.Number}" == cell
               select new TrialValue { Number = trial.Number, Metric = row.Metric, Steps = row.Steps, Value = row.Value },
        ]);
    }

    public Task<TrialDetail?> Trial(string trialId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Details.Find(detail => detail.Summary.Id == trialId));

    public Task<IReadOnlyList<MetricSeries>> Metrics(MetricQuery query, CancellationToken cancellationToken = default)
    {
        MetricQueries++;
        return Task.FromResult<IReadOnlyList<MetricSeries>>([.. Series.Where(series => Selects(query.Trials, series.TrialId))]);
    }

    public Task<IReadOnlyList<EvaluationRecord>> Evaluations(TrialSelection trials, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<EvaluationRecord>>([.. Rows.Where(row => Selects(trials, row.TrialId))]);

    public Task<EvaluationPage> EvaluationPage(string trialId, int skip, int take, CancellationToken cancellationToken = default)
    {
        var rows = Rows.Where(row => row.TrialId == trialId).ToList();
        return Task.FromResult(new EvaluationPage { Items = [.. rows.Skip(skip).Take(take)], Total = rows.Count });
    }

    public Task<IReadOnlyList<CurvatureProfile>> CurvatureProfiles(TrialSelection trials, int? step = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<CurvatureProfile>>([.. Profiles.Where(profile => Selects(trials, profile.TrialId))]);

    public Task<IReadOnlyList<TrajectorySet>> Trajectories(TrialSelection trials, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<TrajectorySet>>([.. Sets.Where(set => Selects(trials, set.TrialId))]);

    private static bool Selects(TrialSelection trials, string trialId) => trials.Ids?.Contains(trialId)
        ?? (trialId.Split('-') is [var experiment, var number]
            && long.Parse(experiment, CultureInfo.InvariantCulture) == trials.ExperimentId
            && int.Parse(number, CultureInfo.InvariantCulture) <= trials.LastNumber);
}

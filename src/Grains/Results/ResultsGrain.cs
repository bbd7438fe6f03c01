// Represents the stored history to clients outside the process. Stateless; notifies nobody.
using FastOde.Contracts.Results;
using Orleans.Concurrency;

namespace FastOde.Grains.Results;

/// <summary>Answers queries from the store of the silo that it runs on.</summary>
[StatelessWorker]
internal sealed class ResultsGrain(IResultQueries queries) : Grain, IResultsGrain
{
    /// <inheritdoc/>
    public Task<ExperimentPage> Experiments(ExperimentFilter filter, CancellationToken cancellationToken) =>
        queries.Experiments(filter, cancellationToken);

    /// <inheritdoc/>
    public Task<ExperimentDetail?> Experiment(long experimentId, CancellationToken cancellationToken) =>
        queries.Experiment(experimentId, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrialSummary>> Trials(long experimentId, CancellationToken cancellationToken) =>
        queries.Trials(experimentId, cancellationToken);

    /// <inheritdoc/>
    public Task<TrialPage> TrialPage(long experimentId, int skip, int take, CancellationToken cancellationToken) =>
        queries.TrialPage(experimentId, skip, take, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> TrialNumbers(long experimentId, string? query, CancellationToken cancellationToken) =>
        queries.TrialNumbers(experimentId, query, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrialValue>> Values(long experimentId, string cell, CancellationToken cancellationToken) =>
        queries.Values(experimentId, cell, cancellationToken);

    /// <inheritdoc/>
    public Task<TrialDetail?> Trial(string trialId, CancellationToken cancellationToken) =>
        queries.Trial(trialId, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MetricSeries>> Metrics(MetricQuery query, CancellationToken cancellationToken) =>
        queries.Metrics(query, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EvaluationRecord>> Evaluations(TrialSelection trials, CancellationToken cancellationToken) =>
        queries.Evaluations(trials, cancellationToken);

    /// <inheritdoc/>
    public Task<EvaluationPage> EvaluationPage(string trialId, int skip, int take, CancellationToken cancellationToken) =>
        queries.EvaluationPage(trialId, skip, take, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CurvatureProfile>> CurvatureProfiles(TrialSelection trials, int? step, CancellationToken cancellationToken) =>
        queries.CurvatureProfiles(trials, step, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrajectorySet>> Trajectories(TrialSelection trials, CancellationToken cancellationToken) =>
        queries.Trajectories(trials, cancellationToken);
}

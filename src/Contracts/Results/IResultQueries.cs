namespace FastOde.Contracts.Results;

/// <summary>
/// History for pages and exports, read from the store (never from running grains): paged, filtered and thinned there.
/// A missing trial gives an empty list, a missing single object null.
/// </summary>
public interface IResultQueries
{
    /// <summary>A page of experiments, the newest first.</summary>
    /// <exception cref="FormatException">The query cannot be understood; the message says what was expected.</exception>
    Task<ExperimentPage> Experiments(ExperimentFilter filter, CancellationToken cancellationToken = default);

    /// <summary>An experiment with its spec, or null.</summary>
    Task<ExperimentDetail?> Experiment(long experimentId, CancellationToken cancellationToken = default);

    /// <summary>The trials of an experiment by number.</summary>
    Task<IReadOnlyList<TrialSummary>> Trials(long experimentId, CancellationToken cancellationToken = default);

    /// <summary>A page of an experiment's trials by number; an empty one where there is no such experiment.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="skip">How many are left out before the first.</param>
    /// <param name="take">How many are wanted at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<TrialPage> TrialPage(long experimentId, int skip, int take, CancellationToken cancellationToken = default);

    /// <summary>The numbers of an experiment's trials that a query asks for, in order.</summary>
    /// <exception cref="FormatException">The query cannot be understood; the message says what was expected.</exception>
    Task<IReadOnlyList<int>> TrialNumbers(long experimentId, string? query, CancellationToken cancellationToken = default);

    /// <summary>What the trials of an experiment came to in one cell, such as <c>fid@euler-4</c>, by number; those without it are left out.</summary>
    /// <exception cref="FormatException">It is no cell.</exception>
    Task<IReadOnlyList<TrialValue>> Values(long experimentId, string cell, CancellationToken cancellationToken = default);

    /// <summary>A trial with its attempts and artifacts, or null.</summary>
    Task<TrialDetail?> Trial(string trialId, CancellationToken cancellationToken = default);

    /// <summary>Metric series, one for each trial and name that has points.</summary>
    Task<IReadOnlyList<MetricSeries>> Metrics(MetricQuery query, CancellationToken cancellationToken = default);

    /// <summary>Every evaluation row of the trials, by trial, step, solver and number.</summary>
    Task<IReadOnlyList<EvaluationRecord>> Evaluations(TrialSelection trials, CancellationToken cancellationToken = default);

    /// <summary>A page of a trial's evaluation rows, by step, solver, number and metric; an empty one where there is no such trial.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="skip">How many are left out before the first.</param>
    /// <param name="take">How many are wanted at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<EvaluationPage> EvaluationPage(string trialId, int skip, int take, CancellationToken cancellationToken = default);

    /// <summary>The curvature profile of each trial that has one, at a step or, where that is null, its latest.</summary>
    Task<IReadOnlyList<CurvatureProfile>> CurvatureProfiles(TrialSelection trials, int? step = null, CancellationToken cancellationToken = default);

    /// <summary>The latest stored trajectories of each trial that has some.</summary>
    Task<IReadOnlyList<TrajectorySet>> Trajectories(TrialSelection trials, CancellationToken cancellationToken = default);
}

using FastOde.Contracts.Results;

namespace FastOde.Silo.Exports;

/// <summary>What is exported of an experiment, trial by trial: no more than one trial's points are in memory at a time.</summary>
/// <param name="queries">Where it is stored.</param>
/// <param name="detail">The experiment.</param>
/// <param name="trials">Its trials by number.</param>
/// <param name="progress">Told the part of the trials that has been gone through, from 0 to 1; null for nobody.</param>
internal sealed class ExportSource(IResultQueries queries, ExperimentDetail detail, IReadOnlyList<TrialSummary> trials, IProgress<double>? progress = null)
{
    /// <summary>The experiment.</summary>
    public ExperimentDetail Detail => detail;

    /// <summary>Its trials by number.</summary>
    public IReadOnlyList<TrialSummary> Trials => trials;

    /// <summary>The keys that the search varied, in the order in which trials have them.</summary>
    public IReadOnlyList<string> Keys { get; } = [.. trials.SelectMany(trial => trial.Parameters.Keys).Distinct()];

    /// <summary>The objectives after the first, as the spec writes their cells.</summary>
    public IReadOnlyList<string> FurtherObjectives { get; } = [.. detail.Summary.Objective?.Goals().Objectives.Skip(1).Select(objective => objective.Text) ?? []];

    /// <summary>Goes through its trials by number.</summary>
    public IEnumerable<TrialSummary> EachTrial()
    {
        for (var index = 0; index < trials.Count; index++)
        {
            progress?.Report((double)index / trials.Count);
            yield return trials[index];
        }
    }

    /// <summary>Every stored point of a trial's curves.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<MetricSeries>> Series(TrialSummary trial, CancellationToken cancellationToken) =>
        queries.Metrics(new MetricQuery { Trials = TrialSelection.Of([trial.Id]), MaximumPoints = int.MaxValue }, cancellationToken);

    /// <summary>Every row of a trial's evaluation table.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IReadOnlyList<EvaluationRecord>> Evaluations(TrialSummary trial, CancellationToken cancellationToken) =>
        queries.Evaluations(TrialSelection.Of([trial.Id]), cancellationToken);
}

using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;

namespace FastOde.Silo.Reports;

/// <summary>An experiment with all that its report says.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Trials">Its trials by number.</param>
/// <param name="Evaluations">Every row of every trial, by trial, step, solver and number.</param>
internal sealed record StudyReport(
    ExperimentSummary Experiment,
    IReadOnlyList<TrialSummary> Trials,
    IReadOnlyList<EvaluationRecord> Evaluations)
{
    /// <summary>Names of the metrics in the order of the spec.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Names of the solvers in the order of the spec.</summary>
    public IReadOnlyList<string> Solvers { get; init; } = [];

    /// <summary>Whether every trial completed.</summary>
    public bool AllCompleted => Trials.All(trial => trial.State == TrialState.Completed);

    /// <summary>Reads what is stored of an experiment.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    public static async Task<StudyReport> Read(IResultQueries results, long experimentId, CancellationToken cancellationToken)
    {
        var experiment = await results.Experiment(experimentId, cancellationToken)
            ?? throw new KeyNotFoundException($"experiment {experimentId}: not in the database");
        var trials = await results.Trials(experimentId, cancellationToken);
        var evaluations = await results.Evaluations([.. trials.Select(trial => trial.Id)], cancellationToken);
        var evaluation = experiment.Spec.Trial.Evaluation;
        return new StudyReport(experiment.Summary, trials, evaluations)
        {
            Metrics = evaluation.Metrics,
            Solvers = [.. evaluation.Solvers.Select(solver => solver.Name)],
        };
    }
}

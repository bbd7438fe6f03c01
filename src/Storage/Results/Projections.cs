using System.Linq.Expressions;
using FastOde.Contracts.Results;
using FastOde.Storage.Curation;
using FastOde.Storage.Entities;
using FastOde.Storage.Serialization;

namespace FastOde.Storage.Results;

/// <summary>How rows become records, in the database where it can be.</summary>
internal static class Projections
{
    /// <summary>An experiment with its trials counted.</summary>
    public static readonly Expression<Func<ExperimentEntity, ExperimentSummary>> Experiment = experiment => new ExperimentSummary
    {
        Id = experiment.Id,
        Name = experiment.Name,
        State = experiment.State,
        CreatedAt = experiment.CreatedAt,
        EndedAt = experiment.EndedAt,
        Objective = experiment.Objective,
        TrialCount = experiment.TrialCount,
        QueuedTrials = experiment.TrialCount - experiment.Trials.Count(trial => trial.State != TrialState.Queued),
        RunningTrials = experiment.Trials.Count(trial => trial.State == TrialState.Running),
        CompletedTrials = experiment.Trials.Count(trial => trial.State == TrialState.Completed),
        FailedTrials = experiment.Trials.Count(trial => trial.State == TrialState.Failed || trial.State == TrialState.Diverged),
        CancelledTrials = experiment.Trials.Count(trial => trial.State == TrialState.Cancelled),
        PrunedTrials = experiment.Trials.Count(trial => trial.State == TrialState.Pruned),
        Tags = TagText.Read(experiment.Tags),
        ArchivedAt = experiment.ArchivedAt,
        GoesAt = experiment.GoesAt,
        SubmittedBy = experiment.SubmittedBy,
    };

    /// <summary>A trial without its spec.</summary>
    public static readonly Expression<Func<TrialEntity, TrialSummary>> Trial = trial => new TrialSummary
    {
        Id = trial.PublicId,
        ExperimentId = trial.ExperimentId,
        Number = trial.Number,
        Parameters = trial.Assignment!.Parameters,
        Seed = trial.Seed,
        State = trial.State,
        Step = trial.Step,
        Iterations = trial.Iterations,
        IterationsPerSecond = trial.IterationsPerSecond,
        NetworkEvaluations = trial.NetworkEvaluations,
        Attempts = (int)trial.Epoch,
        SlotId = trial.SlotId,
        WeightsSha256 = trial.WeightsSha256,
        ObjectiveValue = trial.ObjectiveValue,
        OtherValues = trial.OtherValues!,
        Message = trial.Message,
        StartedAt = trial.StartedAt,
        EndedAt = trial.EndedAt,
        IsBlocked = trial.State == TrialState.Queued
            && trial.Attempts.Any(attempt => attempt.Epoch == trial.Epoch && attempt.State == AttemptState.Blocked),
    };

    /// <summary>Evaluation rows of trials, by trial, step, solver and number.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="rows">The rows that count.</param>
    public static IQueryable<EvaluationRecord> Evaluations(this IQueryable<TrialEntity> trials, IQueryable<EvaluationEntity> rows) =>
        from trial in trials
        join row in rows on trial.Id equals row.TrialId
        orderby trial.Id, row.Step, row.Solver!.Name, row.Number, row.Metric!.Name
        select new EvaluationRecord
        {
            TrialId = trial.PublicId,
            Step = row.Step,
            Metric = row.Metric!.Name,
            Solver = row.Solver!.Name,
            Number = row.Number,
            Steps = row.Steps,
            Nfe = row.Nfe,
            Value = MissingNumber.Load(row.Value),
            Floor = row.Floor,
            Seconds = row.Seconds,
            Remark = row.Remark,
        };

    /// <summary>An attempt.</summary>
    public static readonly Expression<Func<AttemptEntity, AttemptRecord>> Attempt = attempt => new AttemptRecord
    {
        Epoch = attempt.Epoch,
        SlotId = attempt.SlotId,
        State = attempt.State,
        StartedAt = attempt.StartedAt,
        EndedAt = attempt.EndedAt,
        LastStep = attempt.LastStep,
        Message = attempt.Message,
        Environment = attempt.Environment,
    };

    /// <summary>A file.</summary>
    public static readonly Expression<Func<ArtifactEntity, ArtifactRecord>> Artifact = artifact => new ArtifactRecord
    {
        Kind = artifact.Kind,
        Path = artifact.Path,
        Step = artifact.Step,
        Bytes = artifact.Bytes,
        Sha256 = artifact.Sha256,
    };
}

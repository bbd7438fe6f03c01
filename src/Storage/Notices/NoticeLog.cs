using FastOde.Contracts.Notices;
using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Notices;

/// <summary>
/// Writes down what has happened, in the transaction in which it happens: either both are stored or neither. A webhook
/// that wants to hear of it has it waiting from then on.
/// </summary>
internal static class NoticeLog
{
    private const string Add =
        """
        INSERT INTO notices (at, kind, experiment_id, experiment_name, trial_id, metric, value, message)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7) RETURNING id
        """;

    // The row stays locked until the transaction ends, so that numbers follow the order of commits.
    private const string Count = "UPDATE webhooks SET sequence = sequence + 1 WHERE stopped_at IS NULL AND kinds LIKE @p0 RETURNING id, sequence";

    private const string Queue = "INSERT INTO deliveries (webhook_id, sequence, notice_id) VALUES (@p0, @p1, @p2)";

    /// <summary>Notices how a trial has ended, where that is worth a notice.</summary>
    /// <returns>Whether it was.</returns>
    public static async Task<bool> NoteEnd(
        this FastOdeContext context, string trialId, TrialState state, string? message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (state is not (TrialState.Completed or TrialState.Failed or TrialState.Diverged))
            return false;
        var trial = await context.Trials.AsNoTracking().Where(trial => trial.PublicId == trialId)
            .Join(context.Experiments, trial => trial.ExperimentId, experiment => experiment.Id, (trial, experiment) => new Ended(trial.ExperimentId, experiment.Name, trial.Id, trial.ObjectiveValue, experiment.Objective))
            .SingleAsync(cancellationToken).ConfigureAwait(false);
        if (state != TrialState.Completed)
        {
            await context.Note(
                new() { At = now, Kind = state == TrialState.Failed ? NoticeKind.Failed : NoticeKind.Diverged, ExperimentId = trial.ExperimentId, ExperimentName = trial.Name, TrialId = trialId, Message = Short(message) },
                cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (!await IsNewBest(context, trial, cancellationToken).ConfigureAwait(false))
            return false;
        await context.Note(
            new() { At = now, Kind = NoticeKind.NewBest, ExperimentId = trial.ExperimentId, ExperimentName = trial.Name, TrialId = trialId, Metric = trial.Objective!.Metric, Value = trial.Value },
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Notices that an experiment has finished.</summary>
    public static async Task NoteFinished(this FastOdeContext context, long experimentId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var name = await context.Experiments.Where(experiment => experiment.Id == experimentId).Select(experiment => experiment.Name)
            .SingleAsync(cancellationToken).ConfigureAwait(false);
        await context.Note(new() { At = now, Kind = NoticeKind.Finished, ExperimentId = experimentId, ExperimentName = name }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task Note(this FastOdeContext context, NoticeEntity notice, CancellationToken cancellationToken)
    {
        var id = await context.Statements.Number(
            Add, cancellationToken, notice.At, notice.Kind, notice.ExperimentId, notice.ExperimentName, notice.TrialId, notice.Metric, notice.Value, notice.Message).ConfigureAwait(false);
        List<(long Webhook, long Sequence)> told = [];
        await context.Statements.Read(Count, row => told.Add((row.GetInt64(0), row.GetInt64(1))), cancellationToken, KindText.Pattern(notice.Kind)).ConfigureAwait(false);
        foreach (var (webhook, sequence) in told)
            await context.Statements.Execute(Queue, cancellationToken, webhook, sequence, id).ConfigureAwait(false);
    }

    /// <summary>Whether a trial that has just completed beats every one that had; the first has nothing to beat.</summary>
    private static async Task<bool> IsNewBest(FastOdeContext context, Ended trial, CancellationToken cancellationToken)
    {
        if (trial is not { Objective: { } objective, Value: { } value })
            return false;
        var others = context.Trials.AsNoTracking().Where(other => other.ExperimentId == trial.ExperimentId && other.State == TrialState.Completed && other.ObjectiveValue != null && other.Id != trial.Id);
        if (objective.Where.Count == 0)
        {
            var isReached = objective.Maximize
                ? await others.AnyAsync(other => other.ObjectiveValue >= value, cancellationToken).ConfigureAwait(false)
                : await others.AnyAsync(other => other.ObjectiveValue <= value, cancellationToken).ConfigureAwait(false);
            return !isReached && await others.AnyAsync(cancellationToken).ConfigureAwait(false);
        }

        // Whether a trial meets a demand may depend on all the others, which the database cannot say.
        var all = await context.Trials.AsNoTracking().Where(other => other.ExperimentId == trial.ExperimentId && other.State == TrialState.Completed && other.ObjectiveValue != null)
            .OrderBy(other => other.Number).Select(other => new { other.Id, other.ObjectiveValue, other.OtherValues }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return all.Count > 1 && objective.Goals().BestFirst(all, one => one.ObjectiveValue, one => one.OtherValues ?? []).FirstOrDefault()?.Id == trial.Id;
    }

    private static string? Short(string? message) =>
        message is { Length: > Notice.LongestMessage } ? $"{message[..(Notice.LongestMessage - 1)]}…" : message;

    private sealed record Ended(long ExperimentId, string Name, long Id, double? Value, ObjectiveSpec? Objective);
}

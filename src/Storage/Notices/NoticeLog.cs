using System.Data.Common;
using FastOde.Contracts.Notices;
using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using FastOde.Storage.Serialization;
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

    private const string EndedTrial =
        """
        SELECT t.experiment_id, e.name, t.id, t.objective_value, e.objective
        FROM trials t JOIN experiments e ON e.id = t.experiment_id WHERE t.public_id = @p0
        """;

    // Whoever is better ends the search for one: it goes through all of an experiment for a new best alone.
    private const string IsLeast =
        """
        SELECT CASE
            WHEN EXISTS (SELECT 1 FROM trials WHERE experiment_id = @p0 AND state = 'Completed' AND id <> @p1 AND objective_value <= @p2) THEN 0
            WHEN EXISTS (SELECT 1 FROM trials WHERE experiment_id = @p0 AND state = 'Completed' AND id <> @p1 AND objective_value IS NOT NULL) THEN 1
            ELSE 0 END
        """;

    private static readonly string IsGreatest = IsLeast.Replace("<= @p2", ">= @p2", StringComparison.Ordinal);

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
        Ended? found = null;
        await context.Statements.Read(EndedTrial, row => found = Ended.Of(row), cancellationToken, trialId).ConfigureAwait(false);
        var trial = found!;
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
        if (objective.Where.Count == 0)
            return await context.Statements.Number(objective.Maximize ? IsGreatest : IsLeast, cancellationToken, trial.ExperimentId, trial.Id, value).ConfigureAwait(false) == 1;

        // Whether a trial meets a demand may depend on all the others, which the database cannot say.
        var all = await context.Trials.AsNoTracking().Where(other => other.ExperimentId == trial.ExperimentId && other.State == TrialState.Completed && other.ObjectiveValue != null)
            .OrderBy(other => other.Number).Select(other => new { other.Id, other.ObjectiveValue, other.OtherValues }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return all.Count > 1 && objective.Goals().BestFirst(all, one => one.ObjectiveValue, one => one.OtherValues ?? []).FirstOrDefault()?.Id == trial.Id;
    }

    private static string? Short(string? message) =>
        message is { Length: > Notice.LongestMessage } ? $"{message[..(Notice.LongestMessage - 1)]}…" : message;

    private sealed record Ended(long ExperimentId, string Name, long Id, double? Value, ObjectiveSpec? Objective)
    {
        public static Ended Of(DbDataReader row) => new(
            row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetDouble(3), row.IsDBNull(4) ? null : StorageJson.Read<ObjectiveSpec>(row.GetString(4)));
    }
}

using FastOde.Contracts.Results;
using FastOde.Storage.Database;
using FastOde.Storage.Results;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Pruning;

/// <summary>Pruning in the database.</summary>
/// <param name="database">The database.</param>
internal sealed class PruningStore(DatabaseAccess database) : IPruningStore
{
    private const string Note = "UPDATE trials SET judged_step = @p2 WHERE experiment_id = @p0 AND number = @p1";

    private const string Queue =
        "UPDATE trials SET state = 'Queued', ended_at = NULL, message = NULL WHERE public_id = @p0 AND state = 'Pruned'";

    /// <inheritdoc/>
    public Task<IReadOnlyList<EvaluationRecord>> Reports(long experimentId, string metric, CancellationToken cancellationToken) => database.Read(
        async context => (IReadOnlyList<EvaluationRecord>)await context.Trials.Where(trial => trial.ExperimentId == experimentId)
            .Evaluations(context.Evaluations.Where(row => row.Metric!.Name == metric || row.Metric!.Name.StartsWith(metric + "[")))
            .ToListAsync(cancellationToken).ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<int, int>> JudgedSteps(long experimentId, CancellationToken cancellationToken) => database.Read(
        async context => (IReadOnlyDictionary<int, int>)await context.Trials
            .Where(trial => trial.ExperimentId == experimentId && trial.JudgedStep != null)
            .ToDictionaryAsync(trial => trial.Number, trial => trial.JudgedStep!.Value, cancellationToken).ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public Task NoteJudged(long experimentId, IReadOnlyDictionary<int, int> steps, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            foreach (var (number, step) in steps)
                await context.Statements.Execute(Note, cancellationToken, experimentId, number, step).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task Promote(string trialId, CancellationToken cancellationToken) =>
        database.Write(context => context.Statements.Execute(Queue, cancellationToken, trialId), cancellationToken);
}

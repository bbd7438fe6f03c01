using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Database;
using FastOde.Storage.Serialization;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Results;

/// <summary>Reads what trials have taken, by two queries however many there are.</summary>
/// <param name="database">The database.</param>
internal sealed class CompletedTrialQueries(DatabaseAccess database) : ICompletedTrials
{
    private const string Specs =
        """
        SELECT assignments.id, experiments.spec, assignments.spec
        FROM assignments JOIN experiments ON experiments.id = assignments.experiment_id
        WHERE assignments.id IN (SELECT assignment_id FROM trials WHERE state = 'Completed' AND epoch = 1 ORDER BY id DESC LIMIT @p0)
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<CompletedTrials>> Latest(int most, CancellationToken cancellationToken) => database.Read(
        async context =>
        {
            var trials = await context.Trials.AsNoTracking()
                .Where(trial => trial.State == TrialState.Completed && trial.Epoch == 1)
                .OrderByDescending(trial => trial.Id).Take(most)
                .Select(trial => new { trial.AssignmentId, trial.StartedAt, trial.EndedAt, trial.Iterations, Bytes = trial.Artifacts.Sum(file => file.Bytes) })
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            Dictionary<long, TrialSpec> specs = [];
            await context.Statements.Read(Specs, row => specs[row.GetInt64(0)] = SpecParts.Whole(row.GetString(1), row.GetString(2)), cancellationToken, (long)most)
                .ConfigureAwait(false);

            // What was trained elsewhere has no time of its own.
            return (IReadOnlyList<CompletedTrials>)[.. trials.Where(trial => trial.EndedAt > trial.StartedAt && trial.Iterations > 0)
                .GroupBy(trial => trial.AssignmentId)
                .Where(group => specs.ContainsKey(group.Key))
                .Select(group => new CompletedTrials(
                    specs[group.Key],
                    group.Count(),
                    group.Average(trial => (trial.EndedAt!.Value - trial.StartedAt!.Value).TotalSeconds / trial.Iterations),
                    group.Average(trial => trial.Bytes)))];
        },
        cancellationToken);
}

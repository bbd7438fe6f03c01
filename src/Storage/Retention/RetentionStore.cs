using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Artifacts;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Retention;

/// <summary>Retention in the database and the data directory.</summary>
/// <param name="database">The database.</param>
/// <param name="artifacts">Keeps the files of trials.</param>
/// <param name="directory">Where the files lie.</param>
internal sealed class RetentionStore(DatabaseAccess database, IArtifactStore artifacts, DataDirectory directory) : IRetentionStore
{
    /// <summary>Trials to which a policy is applied in one transaction: no other write waits for long.</summary>
    private const int AtATime = 50;

    /// <inheritdoc/>
    public Task<RetentionSpec?> Find(long experimentId, CancellationToken cancellationToken) =>
        database.Read(async context => (await Experiment(context, experimentId, cancellationToken).ConfigureAwait(false)).Retention, cancellationToken);

    /// <inheritdoc/>
    public Task Set(long experimentId, RetentionSpec? policy, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            Check(policy, await Experiment(context, experimentId, cancellationToken).ConfigureAwait(false));
            await context.Experiments.Where(row => row.Id == experimentId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Retention, policy), cancellationToken).ConfigureAwait(false);
            await context.Trials.Where(trial => trial.ExperimentId == experimentId)
                .ExecuteUpdateAsync(set => set.SetProperty(trial => trial.IsRetentionDue, policy != null), cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> Due(CancellationToken cancellationToken) => database.Read(
        async context => (IReadOnlyList<long>)await Ended(context).Where(trial => trial.IsRetentionDue)
            .Select(trial => trial.ExperimentId).Distinct().Order()
            .ToListAsync(cancellationToken).ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<RetentionSummary> Apply(long experimentId, CancellationToken cancellationToken)
    {
        var sum = RetentionSummary.None;
        while (await database.Read(context => Next(context, experimentId, cancellationToken), cancellationToken).ConfigureAwait(false) is { Trials.Count: > 0 } batch)
        {
            await DeleteFiles(batch.Files, cancellationToken).ConfigureAwait(false);
            sum = sum.Plus(await Retain(batch, cancellationToken).ConfigureAwait(false));
        }

        return sum;
    }

    /// <inheritdoc/>
    public Task<RetentionSummary> Preview(long experimentId, RetentionSpec policy, CancellationToken cancellationToken) => database.Read(
        async context =>
        {
            var sum = RetentionSummary.None;
            var experiment = await Experiment(context, experimentId, cancellationToken).ConfigureAwait(false);
            Check(policy, experiment);
            var best = await Best(context, experiment with { Retention = policy }, cancellationToken).ConfigureAwait(false);
            foreach (var trial in await Of(context, experimentId).ToListAsync(cancellationToken).ConfigureAwait(false))
            {
                var files = RetainedFiles.Superfluous(policy, best?.Contains(trial.Id) ?? true, trial.Artifacts);
                var points = policy.Points is { } most ? await CurveThinning.Count(context, trial.Id, most, cancellationToken).ConfigureAwait(false) : 0;
                if (files.Count > 0 || points > 0)
                    sum = sum.Plus(new(1, files.Count, files.Sum(file => file.Bytes), points));
            }

            return sum;
        },
        cancellationToken);

    /// <summary>Trials that have ended for good: those that failed may be tried again, and those that were stopped early may go on.</summary>
    private static IQueryable<TrialEntity> Ended(FastOdeContext context) => context.Trials.Where(trial =>
        trial.State == TrialState.Completed || trial.State == TrialState.Diverged || trial.State == TrialState.Cancelled
        || (trial.State == TrialState.Pruned && context.Experiments.Any(experiment => experiment.Id == trial.ExperimentId
            && (experiment.State == ExperimentState.Completed || experiment.State == ExperimentState.Cancelled))));

    private static IQueryable<TrialEntity> Of(FastOdeContext context, long experimentId) =>
        Ended(context).AsNoTracking().Include(trial => trial.Artifacts).Where(trial => trial.ExperimentId == experimentId).OrderBy(trial => trial.Number);

    private static async Task<Retained> Experiment(FastOdeContext context, long id, CancellationToken cancellationToken) =>
        await context.Experiments.Where(experiment => experiment.Id == id)
            .Select(experiment => new Retained(experiment.Id, experiment.Objective, experiment.Retention))
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) ?? throw new RetentionRefusedException($"experiment {id} does not exist");

    private static void Check(RetentionSpec? policy, Retained experiment)
    {
        if (policy?.Best is not null && experiment.Objective is null)
            throw new RetentionRefusedException($"experiment {experiment.Id} has no objective, and so no best trials");
    }

    /// <summary>The trials that keep checkpoints where only the best do; null where all do.</summary>
    private static async Task<HashSet<long>?> Best(FastOdeContext context, Retained experiment, CancellationToken cancellationToken)
    {
        if (experiment.Retention?.Best is not { } count)
            return null;
        var measured = context.Trials.Where(trial =>
            trial.ExperimentId == experiment.Id && trial.State == TrialState.Completed && trial.ObjectiveValue != null);
        if (experiment.Objective is { Where.Count: > 0 } demanding)
        {
            var all = await measured.OrderBy(trial => trial.Number).Select(trial => new { trial.Id, trial.ObjectiveValue, trial.OtherValues }).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. demanding.Goals().BestFirst(all, trial => trial.ObjectiveValue, trial => trial.OtherValues ?? []).Select(trial => trial.Id).Take(count)];
        }

        var ranked = experiment.Objective?.Maximize == true ? measured.OrderByDescending(trial => trial.ObjectiveValue) : measured.OrderBy(trial => trial.ObjectiveValue);
        return [.. await ranked.ThenBy(trial => trial.Number).Select(trial => trial.Id).Take(count).ToListAsync(cancellationToken).ConfigureAwait(false)];
    }

    /// <summary>
    /// The next trials that have something to lose: those to which the policy has not been applied, and those that have
    /// been overtaken since.
    /// </summary>
    private static async Task<Batch> Next(FastOdeContext context, long experimentId, CancellationToken cancellationToken)
    {
        var experiment = await Experiment(context, experimentId, cancellationToken).ConfigureAwait(false);
        if (experiment.Retention is not { } policy)
            return new(new RetentionSpec(), [], []);
        var best = await Best(context, experiment, cancellationToken).ConfigureAwait(false);
        var kept = best ?? [];
        var isRanked = best is not null;
        var trials = await Of(context, experimentId)
            .Where(trial => trial.IsRetentionDue
                || (isRanked && !kept.Contains(trial.Id) && trial.Artifacts.Any(file => file.Kind == ArtifactKinds.Checkpoint)))
            .Take(AtATime).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new(policy, trials, [.. trials.SelectMany(trial => RetainedFiles.Superfluous(policy, best?.Contains(trial.Id) ?? true, trial.Artifacts))]);
    }

    private async Task DeleteFiles(IReadOnlyList<ArtifactEntity> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0)
            return;
        using var activity = StorageActivity.Begin(nameof(DeleteFiles));
        foreach (var file in files.Where(file => directory.Contains(file.Path)))
            Delete(directory.Absolute(file.Path));
        await artifacts.Delete([.. files.Select(file => file.Path)], cancellationToken).ConfigureAwait(false);
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone with its folder.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"the file {path}, which the retention policy of its experiment does not keep, cannot be deleted: {error.Message}", error);
        }
    }

    private Task<RetentionSummary> Retain(Batch batch, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            foreach (var file in batch.Files)
            {
                await context.Artifacts.Where(row => row.TrialId == file.TrialId && row.Kind == file.Kind && row.Path == file.Path)
                    .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            }

            List<long> trials = [.. batch.Trials.Select(trial => trial.Id)];
            HashSet<long> thinned = [];
            long points = 0;
            if (batch.Policy.Points is { } most)
            {
                foreach (var series in await context.MetricSeries.AsNoTracking().Where(series => trials.Contains(series.TrialId)).ToListAsync(cancellationToken).ConfigureAwait(false))
                {
                    var lost = await CurveThinning.Apply(context, series.Id, most, cancellationToken).ConfigureAwait(false);
                    points += lost;
                    if (lost > 0)
                        thinned.Add(series.TrialId);
                }
            }

            await context.Trials.Where(trial => trials.Contains(trial.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(trial => trial.IsRetentionDue, false), cancellationToken).ConfigureAwait(false);
            thinned.UnionWith(batch.Files.Select(file => file.TrialId));
            return new RetentionSummary(thinned.Count, batch.Files.Count, batch.Files.Sum(file => file.Bytes), points);
        },
        cancellationToken);

    /// <summary>What matters of an experiment.</summary>
    private sealed record Retained(long Id, ObjectiveSpec? Objective, RetentionSpec? Retention);

    /// <summary>Trials with what they lose.</summary>
    private sealed record Batch(RetentionSpec Policy, IReadOnlyList<TrialEntity> Trials, IReadOnlyList<ArtifactEntity> Files);
}

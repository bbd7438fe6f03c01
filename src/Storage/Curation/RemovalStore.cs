using FastOde.Storage.Artifacts;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Curation;

/// <summary>Removal in the database and the data directory.</summary>
/// <param name="database">The database.</param>
/// <param name="artifacts">Keeps the files of trials.</param>
/// <param name="directory">Where the files lie.</param>
/// <param name="clock">Tells whose time is over.</param>
internal sealed class RemovalStore(DatabaseAccess database, IArtifactStore artifacts, DataDirectory directory, TimeProvider clock) : IRemovalStore
{
    /// <summary>Trials whose rows go in one transaction: each may have a hundred thousand points, and no other write is to wait for long.</summary>
    private const int AtATime = 10;

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> Due(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return database.Read(
            async context => (IReadOnlyList<long>)await context.Experiments
                .Where(experiment => experiment.GoesAt != null && (experiment.IsRemoving || experiment.GoesAt <= now))
                .OrderBy(experiment => experiment.Id)
                .Select(experiment => experiment.Id)
                .ToListAsync(cancellationToken).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<RemovalResult> Remove(long experimentId, CancellationToken cancellationToken)
    {
        var (isGoing, kept) = await Claim(experimentId, cancellationToken).ConfigureAwait(false);
        if (!isGoing)
            return new(false, kept);
        await DeleteFiles(experimentId, cancellationToken).ConfigureAwait(false);
        return new(await DeleteRows(experimentId, cancellationToken).ConfigureAwait(false), null);
    }

    /// <summary>From here on it cannot be taken back, and nobody reads it any more.</summary>
    /// <returns>Whether it is to go, and otherwise why it is kept, unless somebody else has taken it back or removed it.</returns>
    private Task<(bool IsGoing, string? Kept)> Claim(long experimentId, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            var experiment = await context.Experiments.SingleOrDefaultAsync(row => row.Id == experimentId, cancellationToken).ConfigureAwait(false);
            if (experiment is { IsRemoving: true })
                return (true, null);
            if (experiment?.GoesAt is not { } goesAt || goesAt > clock.Now())
                return (false, null);
            var hindrance = await Hindrance.Of(context, experimentId, cancellationToken).ConfigureAwait(false);
            experiment.IsRemoving = hindrance is null;
            experiment.GoesAt = hindrance is null ? experiment.GoesAt : null;
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return (hindrance is null, hindrance);
        },
        cancellationToken);

    private async Task DeleteFiles(long experimentId, CancellationToken cancellationToken)
    {
        using var activity = StorageActivity.Begin(nameof(DeleteFiles));
        var paths = await database.Read(
            context => context.Trials.Where(trial => trial.ExperimentId == experimentId).SelectMany(trial => trial.Artifacts).Select(file => file.Path)
                .ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        await artifacts.Delete(paths, cancellationToken).ConfigureAwait(false);
        var folder = directory.ExperimentFolder(experimentId);
        try
        {
            // It may have left no files, or they are gone.
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"the folder {folder} of a deleted experiment cannot be removed: {error.Message}", error);
        }
    }

    /// <summary>Deletes what the database has of it.</summary>
    /// <returns>Whether the last row was there to be deleted: another process may have been faster.</returns>
    private async Task<bool> DeleteRows(long experimentId, CancellationToken cancellationToken)
    {
        while (await DeleteTrials(experimentId, cancellationToken).ConfigureAwait(false) > 0)
        {
            // What belongs to a trial goes with it.
        }

        return await database.Write(
            async context =>
            {
                await context.Notices.Where(notice => notice.ExperimentId == experimentId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
                await context.Assignments.Where(assignment => assignment.ExperimentId == experimentId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
                return await context.Experiments.Where(experiment => experiment.Id == experimentId).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) > 0;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private Task<int> DeleteTrials(long experimentId, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            var next = await context.Trials.Where(trial => trial.ExperimentId == experimentId).OrderBy(trial => trial.Number)
                .Take(AtATime).Select(trial => trial.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            return await context.Trials.Where(trial => next.Contains(trial.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);
}

using FastOde.Contracts.Results;
using FastOde.Storage.Artifacts;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Results;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Imports;

/// <summary>
/// Takes in experiments of another data directory: with their times, and with their ids where these are free. All of them
/// come in one transaction, or none.
/// </summary>
public sealed class DirectoryImport
{
    private const string Staging = ".fastode-import";

    private readonly DatabaseAccess database;
    private readonly IArtifactStore artifacts;
    private readonly DataDirectory directory;
    private readonly TimeSpan busyTimeout;

    internal DirectoryImport(DatabaseAccess database, IArtifactStore artifacts, DataDirectory directory, TimeSpan busyTimeout)
    {
        this.database = database;
        this.artifacts = artifacts;
        this.directory = directory;
        this.busyTimeout = busyTimeout;
    }

    /// <summary>Takes them in. The caller holds the lock of the data directory that they come into.</summary>
    /// <param name="source">The other data directory, in which nothing is changed.</param>
    /// <param name="request">Which experiments, and how.</param>
    /// <param name="progress">Told the part that is copied, from 0 to 1; null for nobody.</param>
    /// <param name="cancellationToken">Ends it; nothing stays behind.</param>
    /// <exception cref="ImportRefusedException">They cannot come in as they were asked for.</exception>
    /// <exception cref="StorageException">One of the two directories cannot be used.</exception>
    public async Task<ImportSummary> Import(DataDirectory source, ImportRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(request);
        if (source.Root == directory.Root)
            throw new ImportRefusedException($"{source.Root} is the data directory itself; name another, or another with --data DIR");
        var staging = new DataDirectory(Path.Combine(directory.Root, Staging));
        try
        {
            Discard(staging);
            Directory.CreateDirectory(staging.Root);
            var opened = await ImportSource.Open(source, staging.DatabasePath, busyTimeout, cancellationToken).ConfigureAwait(false);
            await using (opened.ConfigureAwait(false))
                return await Import(opened, staging, request, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{source.Root} cannot be imported into {directory.Root}: {exception.Message.TrimEnd('.')}", exception);
        }
        finally
        {
            Discard(staging);
        }
    }

    private async Task<ImportSummary> Import(
        ImportSource source, DataDirectory staging, ImportRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var plan = await database.Read(
            context => ImportPlan.Make(source, context, directory.ExperimentFolders(), request, cancellationToken), cancellationToken).ConfigureAwait(false);
        var files = new ImportedFiles(source.Directory, staging, directory, artifacts);
        List<(ImportedExperiment Experiment, ArtifactRecord File)> recorded = [];
        foreach (var experiment in plan.Imported)
            recorded.AddRange((await FilesOf(source, experiment, cancellationToken).ConfigureAwait(false)).Select(file => (experiment, file)));
        var work = new ImportWork(recorded.Count + plan.Imported.Sum(experiment => experiment.Trials), progress);
        foreach (var (experiment, file) in recorded)
        {
            await files.Copy(file, experiment, cancellationToken).ConfigureAwait(false);
            work.Did();
        }

        try
        {
            if (plan.Imported.Count > 0)
                await database.Write(context => CopyRows(new ImportedRows(source.Context, context, plan, files, work), context, plan, files, cancellationToken), cancellationToken, nameof(Import)).ConfigureAwait(false);
        }
        catch
        {
            await files.TakeBack().ConfigureAwait(false);
            throw;
        }

        return new ImportSummary { Imported = plan.Imported, Known = plan.Known, Files = files.Count, Bytes = files.Bytes };
    }

    private static Task<List<ArtifactRecord>> FilesOf(ImportSource source, ImportedExperiment experiment, CancellationToken cancellationToken) =>
        source.Context.Trials.AsNoTracking().Where(trial => trial.ExperimentId == experiment.There)
            .SelectMany(trial => trial.Artifacts).OrderBy(file => file.Path).Select(Projections.Artifact)
            .ToListAsync(cancellationToken);

    /// <summary>The files come last, so that only the end of the transaction is between them and their records.</summary>
    private static async Task CopyRows(ImportedRows rows, FastOdeContext context, ImportPlan plan, ImportedFiles files, CancellationToken cancellationToken)
    {
        foreach (var experiment in plan.Imported)
            await rows.Copy(experiment, cancellationToken).ConfigureAwait(false);
        await context.CountExperimentsFrom(plan.HighestExperiment, cancellationToken).ConfigureAwait(false);
        await files.Place(cancellationToken).ConfigureAwait(false);
    }

    private static void Discard(DataDirectory staging)
    {
        if (Directory.Exists(staging.Root))
            Directory.Delete(staging.Root, recursive: true);
    }
}

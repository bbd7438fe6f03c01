using FastOde.Storage.Artifacts;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Repairs;

/// <summary>
/// Compares the files of trials with what the database has on record of them, and makes the two agree. No content is lost:
/// a file that nobody has on record is moved away, and a record is dropped only where its file is gone. Folders of experiments
/// that the database does not know at all are left alone, since they are of another database.
/// </summary>
public sealed class ArtifactRepair
{
    private readonly DatabaseAccess database;
    private readonly IArtifactStore artifacts;
    private readonly DataDirectory directory;

    internal ArtifactRepair(DatabaseAccess database, IArtifactStore artifacts, DataDirectory directory)
    {
        this.database = database;
        this.artifacts = artifacts;
        this.directory = directory;
    }

    /// <summary>Looks and changes nothing, also while another process trains in the directory.</summary>
    /// <exception cref="StorageException">The database cannot be read.</exception>
    public async Task<ArtifactFindings> Find(CancellationToken cancellationToken)
    {
        var first = await Compare(cancellationToken).ConfigureAwait(false);
        if (first.AreNone)
            return first;

        // What training has just written or deleted is on record a moment later.
        var second = await Compare(cancellationToken).ConfigureAwait(false);
        return second with
        {
            Missing = [.. second.Missing.Intersect(first.Missing)],
            Unrecorded = [.. second.Unrecorded.Intersect(first.Unrecorded)],
        };
    }

    /// <summary>
    /// Moves files that no trial has on record to <see cref="DataDirectory.UnrecordedPath"/>, under the same path, and drops the
    /// records of files that are gone. The caller holds the directory's lock.
    /// </summary>
    /// <returns>What was found and is mended.</returns>
    /// <exception cref="StorageException">The database cannot be written.</exception>
    /// <exception cref="IOException">A file cannot be moved; those before it have been.</exception>
    public async Task<ArtifactFindings> Repair(CancellationToken cancellationToken)
    {
        var findings = await Find(cancellationToken).ConfigureAwait(false);
        foreach (var path in findings.Unrecorded)
            MoveAway(path);
        if (findings.Missing.Count > 0)
        {
            await database.Write(
                async context =>
                {
                    foreach (var path in findings.Missing)
                        await context.Artifacts.Where(artifact => artifact.Path == path).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }

        return findings;
    }

    private async Task<ArtifactFindings> Compare(CancellationToken cancellationToken)
    {
        var experiments = directory.ExperimentFolders();
        List<FileInfo> files = [.. experiments.SelectMany(FilesOf)];
        var (recorded, known) = await database.Read(
            async context => (
                await context.Artifacts.AsNoTracking().Select(artifact => new { artifact.Path, artifact.Sha256 }).ToListAsync(cancellationToken).ConfigureAwait(false),
                await context.Experiments.AsNoTracking().Select(experiment => experiment.Id).ToListAsync(cancellationToken).ConfigureAwait(false)),
            cancellationToken).ConfigureAwait(false);
        var records = recorded.Select(record => record.Path).ToHashSet(StringComparer.Ordinal);
        List<string> missing = [];
        foreach (var record in recorded.Where(record => directory.Contains(record.Path) && !File.Exists(directory.Absolute(record.Path))))
        {
            if (!await artifacts.Has(record.Path, record.Sha256, cancellationToken).ConfigureAwait(false))
                missing.Add(record.Path);
        }

        HashSet<string> foreign = [.. experiments.Except(known).Select(id => directory.Relative(directory.ExperimentFolder(id)))];
        List<FileInfo> unrecorded = [.. files.Where(file => directory.Relative(file.FullName) is var path
            && !records.Contains(path) && !foreign.Any(folder => path.StartsWith($"{folder}/", StringComparison.Ordinal)))];
        return new()
        {
            Missing = [.. missing.Order(StringComparer.Ordinal)],
            Unrecorded = [.. unrecorded.Select(file => directory.Relative(file.FullName)).Order(StringComparer.Ordinal)],
        };
    }

    private IEnumerable<FileInfo> FilesOf(long experiment) =>
        new DirectoryInfo(directory.ExperimentFolder(experiment)).EnumerateFiles("*", SearchOption.AllDirectories);

    private void MoveAway(string path)
    {
        var target = Path.Combine(directory.UnrecordedPath, path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        for (var number = 2; File.Exists(target); number++)
            target = Path.Combine(directory.UnrecordedPath, $"{path}.{number}");
        File.Move(directory.Absolute(path), target);
    }
}

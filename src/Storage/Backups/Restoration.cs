using System.Formats.Tar;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Sqlite;

namespace FastOde.Storage.Backups;

/// <summary>
/// Brings a backup back into a data directory that has nothing yet. Only files that the backup's database names, data sets
/// and extractors are taken out of it, each of a trial with the checksum on record. The database comes last, so that a
/// restoration cut short has none.
/// </summary>
/// <param name="directory">The data directory; this process holds its lock.</param>
/// <param name="busyTimeout">How long to wait for another program's write.</param>
/// <param name="progress">Told the part of the backup that is read, from 0 to 1; null for nobody.</param>
public sealed class Restoration(DataDirectory directory, TimeSpan busyTimeout, IProgress<double>? progress = null)
{
    private const string Staging = ".fastode-restore";

    /// <summary>Brings everything back, or nothing.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="cancellationToken">Ends it; nothing stays behind.</param>
    /// <exception cref="StorageException">
    /// It is no complete backup, is one of a newer version, or the directory is in use by other experiments.
    /// </exception>
    public async Task<BackupSummary> Restore(string file, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        RefuseUsed();
        var staging = new DataDirectory(Path.Combine(directory.Root, Staging));
        try
        {
            Discard(staging);
            Directory.CreateDirectory(staging.Root);
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            var recorded = await Database(stream, file, staging, cancellationToken).ConfigureAwait(false);
            var summary = await Files(stream, staging, recorded, cancellationToken).ConfigureAwait(false);
            Move(staging);
            return summary with
            {
                Experiments = (await new SqliteFile(directory.DatabasePath, busyTimeout).ExperimentIds(cancellationToken).ConfigureAwait(false)).Count,
            };
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw Incomplete(file, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{file} cannot be restored into {directory.Root}: {exception.Message.TrimEnd('.')}", exception);
        }
        finally
        {
            Discard(staging);
        }
    }

    private static StorageException Incomplete(string file, Exception? cause) =>
        new($"{file} is no complete backup; expected a file that fastode backup has written to its end", cause);

    private void RefuseUsed()
    {
        string[] kept = [directory.DatabasePath, directory.ArtifactsPath, directory.DatasetsPath, directory.FeaturesPath];
        if (Array.Find(kept, path => File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())) is { } used)
            throw new StorageException($"{used} is there already; a backup is restored into a directory of its own: choose one with --data DIR");
    }

    /// <summary>Takes the database out, and looks whether it can be used.</summary>
    private async Task<HashSet<RecordedFile>> Database(FileStream stream, string file, DataDirectory staging, CancellationToken cancellationToken)
    {
        using var tar = new TarReader(stream, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
        {
            if (entry is { Name: BackupNames.Database, EntryType: TarEntryType.RegularFile })
                await entry.ExtractToFileAsync(staging.DatabasePath, overwrite: true, cancellationToken).ConfigureAwait(false);
        }

        using var database = new SqliteDatabase(staging.DatabasePath, busyTimeout);
        if (await database.Inspect(cancellationToken).ConfigureAwait(false) is null)
            throw Incomplete(file, cause: null);
        return [.. await new SqliteFile(staging.DatabasePath, busyTimeout).RecordedFiles(cancellationToken).ConfigureAwait(false)];
    }

    private async Task<BackupSummary> Files(FileStream stream, DataDirectory staging, HashSet<RecordedFile> recorded, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        var names = recorded.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var missing = recorded.ToHashSet();
        var (files, bytes) = (0, new FileInfo(staging.DatabasePath).Length);
        using var tar = new TarReader(stream, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
        {
            progress?.Report((double)stream.Position / stream.Length);
            var isOfTrial = names.Contains(entry.Name) && staging.Contains(entry.Name);
            if (entry.EntryType != TarEntryType.RegularFile || !(isOfTrial || BackupNames.IsShared(staging, entry.Name)))
                continue;
            var target = staging.Absolute(entry.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            // A checkpoint that was replaced while the backup was written is in it twice; the database names one of them.
            var candidate = $"{target}.tmp";
            await entry.ExtractToFileAsync(candidate, overwrite: true, cancellationToken).ConfigureAwait(false);
            if (isOfTrial && !missing.Remove(new(entry.Name, await Hash(candidate, cancellationToken).ConfigureAwait(false))))
            {
                File.Delete(candidate);
                continue;
            }

            File.Move(candidate, target, overwrite: true);
            files++;
            bytes += entry.Length;
        }

        return new BackupSummary { Experiments = 0, Files = files, Bytes = bytes, Lost = [.. missing.Select(file => file.Path).Order(StringComparer.Ordinal)] };
    }

    private static async Task<string> Hash(string file, CancellationToken cancellationToken)
    {
        using var content = File.OpenRead(file);
        return await BackupNames.Hash(content, cancellationToken).ConfigureAwait(false);
    }

    private void Move(DataDirectory staging)
    {
        foreach (var (from, to) in new[] { (staging.ArtifactsPath, directory.ArtifactsPath), (staging.DatasetsPath, directory.DatasetsPath), (staging.FeaturesPath, directory.FeaturesPath) })
        {
            if (!Directory.Exists(from))
                continue;
            if (Directory.Exists(to))
                Directory.Delete(to);
            using (StorageActivity.Begin("RestoreFiles"))
                Directory.Move(from, to);
        }

        using (StorageActivity.Begin("RestoreDatabase"))
            File.Move(staging.DatabasePath, directory.DatabasePath);
    }

    private static void Discard(DataDirectory staging)
    {
        if (Directory.Exists(staging.Root))
            Directory.Delete(staging.Root, recursive: true);
    }
}

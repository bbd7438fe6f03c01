using System.Formats.Tar;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Sqlite;

namespace FastOde.Storage.Backups;

/// <summary>
/// Writes a data directory into one tar file, also while another process trains in it. The database is copied as it stands at
/// one moment, and every file that it names then is in the backup as it was recorded.
/// <para>
/// Training deletes a checkpoint when it has a newer one, so a file may be gone before it is read. Then the database is
/// copied again, and the files that it names instead are added. The copy that has all of its files ends the backup; a backup
/// without a database at its end is an incomplete one.
/// </para>
/// </summary>
/// <param name="directory">The data directory.</param>
/// <param name="busyTimeout">How long to wait for another program's write.</param>
/// <param name="progress">Told the part of the files that is written, from 0 to 1; null for nobody.</param>
public sealed class Backup(DataDirectory directory, TimeSpan busyTimeout, IProgress<double>? progress = null)
{
    /// <summary>Copies of the database until a file that none could be read with counts as lost.</summary>
    private const int MostCopies = 20;

    /// <summary>Writes the backup whole or not at all.</summary>
    /// <param name="file">The tar file; there may be none of that name.</param>
    /// <param name="cancellationToken">Ends it; nothing stays behind.</param>
    /// <exception cref="StorageException">There is no database, it cannot be read, or the file cannot be written.</exception>
    public async Task<BackupSummary> Write(string file, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        if (Path.Exists(file))
            throw new StorageException($"{file} exists; a backup replaces nothing: delete it or name another file");
        // Two backups to one name do not touch each other.
        var (partial, copy) = ($"{file}.{Environment.ProcessId}.partial", $"{file}.{Environment.ProcessId}.database");
        try
        {
            var summary = await Write(partial, copy, cancellationToken).ConfigureAwait(false);
            using (StorageActivity.Begin("FinishBackup"))
                File.Move(partial, file);
            return summary;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"the backup {file} cannot be written: {exception.Message.TrimEnd('.')}", exception);
        }
        finally
        {
            File.Delete(partial);
            File.Delete(copy);
        }
    }

    private async Task<BackupSummary> Write(string partial, string copy, CancellationToken cancellationToken)
    {
        var database = new SqliteFile(directory.DatabasePath, busyTimeout);
        if (!database.Check())
            throw new StorageException($"{directory.DatabasePath} does not exist; name the data directory with --data DIR");
        using var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using var tar = new TarWriter(stream, TarEntryFormat.Pax);
        var written = new HashSet<RecordedFile>();
        List<RecordedFile> missing = [];
        for (var copies = 0; copies == 0 || (missing.Count > 0 && copies < MostCopies); copies++)
        {
            using (StorageActivity.Begin("CopyDatabase"))
                await database.CopyTo(copy, cancellationToken).ConfigureAwait(false);
            missing = await Add(tar, await new SqliteFile(copy, busyTimeout).RecordedFiles(cancellationToken).ConfigureAwait(false), written, cancellationToken).ConfigureAwait(false);
        }

        var shared = 0;
        foreach (var name in BackupNames.SharedFiles(directory))
        {
            using var content = Open(name);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content }, cancellationToken).ConfigureAwait(false);
            shared++;
        }

        await tar.WriteEntryAsync(copy, BackupNames.Database, cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        return new BackupSummary
        {
            Experiments = (await new SqliteFile(copy, busyTimeout).ExperimentIds(cancellationToken).ConfigureAwait(false)).Count,
            Files = written.Count + shared,
            Bytes = stream.Length,
            Lost = [.. missing.Select(lost => lost.Path)],
        };
    }

    /// <summary>Adds the files that are not there yet.</summary>
    /// <returns>Those that are not on disk as they are recorded.</returns>
    private async Task<List<RecordedFile>> Add(TarWriter tar, List<RecordedFile> files, HashSet<RecordedFile> written, CancellationToken cancellationToken)
    {
        List<RecordedFile> missing = [];
        foreach (var file in files.Where(file => !written.Contains(file)))
        {
            progress?.Report((double)written.Count / files.Count);
            try
            {
                using var content = Open(file.Path);
                var hash = await BackupNames.Hash(content, cancellationToken).ConfigureAwait(false);
                if (hash != file.Sha256)
                {
                    missing.Add(file);
                    continue;
                }

                content.Position = 0;
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, file.Path) { DataStream = content }, cancellationToken).ConfigureAwait(false);
                written.Add(file);
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                missing.Add(file);
            }
        }

        return missing;
    }

    private FileStream Open(string name) => directory.Contains(name)
        ? new(directory.Absolute(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        : throw new StorageException($"the database names the file {name}, which is not in {directory.Root}; it was not written by FastOde");
}

using FastOde.Contracts.Results;
using FastOde.Storage.Artifacts;
using FastOde.Storage.Backups;
using FastOde.Storage.Directories;

namespace FastOde.Storage.Imports;

/// <summary>
/// The files of experiments that come in. They are copied to a folder beside the others and compared with their records;
/// only when all are there do their folders go where they belong.
/// </summary>
/// <param name="source">The other data directory.</param>
/// <param name="staging">Where they wait.</param>
/// <param name="target">This data directory.</param>
/// <param name="kept">Keeps the files of trials here.</param>
internal sealed class ImportedFiles(DataDirectory source, DataDirectory staging, DataDirectory target, IArtifactStore kept)
{
    private readonly List<ArtifactRecord> files = [];
    private readonly HashSet<long> moved = [];

    /// <summary>How many there are.</summary>
    public int Count => files.Count;

    /// <summary>Their size.</summary>
    public long Bytes => files.Sum(file => file.Bytes);

    /// <summary>The path of a file here.</summary>
    /// <param name="there">Its path on record.</param>
    /// <param name="experiment">Its experiment.</param>
    /// <exception cref="ImportRefusedException">It does not lie in its experiment's folder.</exception>
    public string PathOf(string there, ImportedExperiment experiment)
    {
        var folder = source.Relative(source.ExperimentFolder(experiment.There)) + "/";
        return source.Contains(there) && source.Relative(source.Absolute(there)) == there && there.StartsWith(folder, StringComparison.Ordinal)
            ? $"{target.Relative(target.ExperimentFolder(experiment.Here))}/{there[folder.Length..]}"
            : throw new ImportRefusedException($"{source.DatabasePath} names the file {there}, which is not in the folder of experiment {experiment.There}; it was not written by FastOde");
    }

    /// <summary>Copies a file to where it waits.</summary>
    /// <exception cref="ImportRefusedException">It is missing, or not as it was recorded.</exception>
    public async Task Copy(ArtifactRecord file, ImportedExperiment experiment, CancellationToken cancellationToken)
    {
        var path = PathOf(file.Path, experiment);
        var (from, to) = (source.Absolute(file.Path), staging.Absolute(path));
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (!File.Exists(from))
            throw Damaged(file, experiment, "missing");
        File.Copy(from, to, overwrite: true);
        using var content = File.OpenRead(to);
        if (await BackupNames.Hash(content, cancellationToken).ConfigureAwait(false) != file.Sha256)
            throw Damaged(file, experiment, "not as it was recorded");
        files.Add(file with { Path = path });
    }

    /// <summary>Brings all of them where they belong.</summary>
    public async Task Place(CancellationToken cancellationToken)
    {
        foreach (var id in staging.ExperimentFolders())
        {
            Directory.Move(staging.ExperimentFolder(id), target.ExperimentFolder(id));
            moved.Add(id);
        }

        foreach (var file in files)
            await kept.Put(file, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes away what <see cref="Place"/> has brought.</summary>
    public async Task TakeBack()
    {
        foreach (var id in moved)
            Directory.Delete(target.ExperimentFolder(id), recursive: true);
        if (moved.Count > 0)
            await kept.Delete([.. files.Select(file => file.Path)], CancellationToken.None).ConfigureAwait(false);
    }

    private ImportRefusedException Damaged(ArtifactRecord file, ImportedExperiment experiment, string what) =>
        new($"{source.Absolute(file.Path)} of experiment {experiment.There} is {what}; bring it back from a backup, or name the other experiments with --experiment");
}

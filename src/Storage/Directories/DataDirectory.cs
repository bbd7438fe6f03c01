using System.Globalization;

namespace FastOde.Storage.Directories;

/// <summary>Where one installation keeps its database and files.</summary>
public sealed class DataDirectory
{
    // Several processes of a cluster may try it at once.
    private static readonly string ProbeName = string.Create(CultureInfo.InvariantCulture, $".fastode-write-test-{Environment.MachineName}-{Environment.ProcessId}");

    /// <summary>Names a data directory; nothing is created.</summary>
    /// <param name="root">Its path; a relative one counts from the current directory.</param>
    public DataDirectory(string root)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        Root = Path.GetFullPath(root);
    }

    /// <summary>Full path of the directory.</summary>
    public string Root { get; }

    /// <summary>The SQLite database, <c>experiments.db</c>.</summary>
    public string DatabasePath => Path.Combine(Root, "experiments.db");

    /// <summary>The folder of what trials leave, <c>artifacts</c>.</summary>
    public string ArtifactsPath => Path.Combine(Root, "artifacts");

    /// <summary>The folder of added image data sets, <c>datasets</c>.</summary>
    public string DatasetsPath => Path.Combine(Root, "datasets");

    /// <summary>The folder of weights that extract features of images, <c>features</c>.</summary>
    public string FeaturesPath => Path.Combine(Root, "features");

    /// <summary>The folder of plug-ins, <c>plugins</c>: a folder each, named like its assembly.</summary>
    public string PluginsPath => Path.Combine(Root, "plugins");

    /// <summary>Where a repair puts files that no trial has on record, <c>unrecorded</c>.</summary>
    public string UnrecordedPath => Path.Combine(Root, "unrecorded");

    /// <summary>The file that the owning process locks, <c>fastode.lock</c>.</summary>
    public string LockPath => Path.Combine(Root, "fastode.lock");

    /// <summary>The owner's process id, <c>fastode.pid</c>; a file of its own, because the locked one cannot be read.</summary>
    public string ProcessIdPath => Path.Combine(Root, "fastode.pid");

    /// <summary>Where the owner answers programs, <c>fastode.gateway</c>: an address and a port, left behind by an owner that was killed.</summary>
    public string GatewayPath => Path.Combine(Root, "fastode.gateway");

    /// <summary>The folder of one trial, <c>artifacts/{experiment}/{number}</c>; not created.</summary>
    /// <param name="trialId">The trial's id, <c>{experiment}-{number}</c>.</param>
    /// <exception cref="ArgumentException">The text is not a trial's id.</exception>
    public string ArtifactFolder(string trialId)
    {
        var dash = trialId.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0
            || !long.TryParse(trialId.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var experiment)
            || !int.TryParse(trialId.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new ArgumentException($"'{trialId}' is not a trial's id; expected EXPERIMENT-NUMBER such as 3-12", nameof(trialId));
        }

        return ArtifactFolder(experiment, number);
    }

    /// <summary>The folder of one trial, <c>artifacts/{experiment}/{number}</c>; not created.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="trialNumber">The trial's number in it, from 1.</param>
    public string ArtifactFolder(long experimentId, int trialNumber) =>
        Path.Combine(ExperimentFolder(experimentId), trialNumber.ToString(CultureInfo.InvariantCulture));

    /// <summary>The folder of the trials of one experiment, <c>artifacts/{experiment}</c>; not created.</summary>
    public string ExperimentFolder(long experimentId) => Path.Combine(ArtifactsPath, experimentId.ToString(CultureInfo.InvariantCulture));

    /// <summary>The experiments, by id in order, whose folders lie in <see cref="ArtifactsPath"/>, whatever database they are of.</summary>
    public IReadOnlyList<long> ExperimentFolders() => Directory.Exists(ArtifactsPath)
        ? [.. Directory.EnumerateDirectories(ArtifactsPath).Select(ExperimentOf).OfType<long>().Order()]
        : [];

    /// <summary>A path as the database stores it: below <see cref="Root"/>, with forward slashes.</summary>
    /// <exception cref="ArgumentException">The path does not lie below the directory.</exception>
    public string Relative(string path)
    {
        var relative = Path.GetRelativePath(Root, path);
        return LeadsOut(relative)
            ? throw new ArgumentException($"{path} does not lie below the data directory {Root}", nameof(path))
            : relative.Replace('\\', '/');
    }

    /// <summary>Whether a path that the database names stays below <see cref="Root"/>, as every path should that this program wrote.</summary>
    /// <param name="relative">Path below <see cref="Root"/>.</param>
    public bool Contains(string relative) => !LeadsOut(Path.GetRelativePath(Root, Absolute(relative)));

    /// <summary>The full path of a file that the database names.</summary>
    /// <param name="relative">Path below <see cref="Root"/>.</param>
    public string Absolute(string relative) => Path.GetFullPath(Path.Combine(Root, relative));

    /// <summary>Creates the directory and its artifacts folder where they are missing and proves that files can be written.</summary>
    /// <exception cref="StorageException">It cannot be created or written.</exception>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(ArtifactsPath);
            var probe = Path.Combine(Root, ProbeName);
            using (new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StorageException(
                $"data directory {Root} cannot be written: {Reason(exception)}; make it writable or choose another with --data DIR",
                exception);
        }
    }

    /// <summary>Makes this process the only one that uses the directory, until the lock is disposed or the process ends.</summary>
    /// <exception cref="StorageException">Another process has it; the line names its process id.</exception>
    public DataDirectoryLock Lock()
    {
        Prepare();
        return DataDirectoryLock.Take(this);
    }

    /// <summary>
    /// Makes this process one of a cluster that use the directory, until the lock is disposed or the process ends; meanwhile
    /// none may have it alone.
    /// </summary>
    /// <exception cref="StorageException">A process has it alone.</exception>
    public DataDirectoryLock Share()
    {
        Prepare();
        return DataDirectoryLock.Join(this);
    }

    /// <summary>
    /// Keeps other processes from having the directory alone until it is disposed or the process ends, and changes nothing
    /// in it; null where no process ever had it.
    /// </summary>
    /// <exception cref="StorageException">A process has it alone, or its lock cannot be read.</exception>
    public IDisposable? Hold() => DataDirectoryLock.Hold(this);

    private static bool LeadsOut(string relative) => Path.IsPathRooted(relative) || relative.StartsWith("..", StringComparison.Ordinal);

    // An id that this program has given; nothing else is a folder of its own.
    private static long? ExperimentOf(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    private string Reason(Exception exception)
    {
        var file = File.Exists(Root) ? Root : File.Exists(ArtifactsPath) ? ArtifactsPath : null;
        return file is null ? exception.Message.TrimEnd('.') : $"{file} is a file, not a directory";
    }
}

using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Storage;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Imports;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode import</c> of another data directory: its experiments come in as they are.</summary>
internal static class StudyImport
{
    private const string Database = "experiments.db";

    /// <summary>The data directory that a path names, itself or by its database; null where it names something else.</summary>
    public static DataDirectory? Find(string path) =>
        Directory.Exists(path) ? new DataDirectory(path)
        : Path.GetFileName(path) == Database ? new DataDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!)
        : null;

    /// <summary>Takes experiments in, and says what they are called here.</summary>
    /// <param name="output">Where it is said.</param>
    /// <param name="settings">This data directory.</param>
    /// <param name="source">The other one.</param>
    /// <param name="request">What is to come in.</param>
    /// <param name="cancellationToken">Ends it; nothing comes in then.</param>
    /// <exception cref="CommandFailure">They cannot come in as they were asked for.</exception>
    /// <exception cref="StorageException">One of the two directories cannot be used.</exception>
    public static async Task Run(CommandOutput output, HostSettings settings, DataDirectory source, ImportRequest request, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(source.Root))
            throw new CommandFailure(ExitCode.BadInput, $"{source.Root}: no such directory; name the data directory of a study");
        var directory = new DataDirectory(settings.DataDirectory);
        using var ownership = directory.Lock();
        await using var services = new ServiceCollection().AddLogging().AddFastOdeStorage(directory, settings.Storage).AddAccessGate().BuildServiceProvider();
        await services.GetRequiredService<DatabaseInitializer>().Initialize(cancellationToken);
        try
        {
            var summary = await JobProgress.Show("import", progress => services.GetRequiredService<AccessGate>().Change(
                services.GetRequiredService<LocalCaller>().Caller,
                new ChangeRequest("experiment.import", Role.Operator, Details: source.Root),
                () => services.GetRequiredService<DirectoryImport>().Import(source, request, progress, cancellationToken),
                cancellationToken,
                done => (AccessGate.Done, $"experiments {string.Join(", ", done.Imported.Select(experiment => experiment.Here))}")));
            output.Write(summary, _ => Tell(summary));
        }
        catch (ImportRefusedException refused)
        {
            throw new CommandFailure(ExitCode.BadInput, refused.Message);
        }
    }

    private static void Tell(ImportSummary summary)
    {
        foreach (var known in summary.Known)
            Console.Out.WriteLine($"experiment {known.There}, {known.Name}, is here already{Called(known)}, and stays as it is");
        foreach (var imported in summary.Imported)
            Console.Out.WriteLine($"experiment {imported.There}, {imported.Name}{Called(imported)}: {Amount.Of(imported.Trials, "trial")}");
        if (summary.Imported.Count > 0)
            Console.Out.WriteLine($"{Amount.Of(summary.Imported.Count, "experiment")}, {Amount.Of(summary.Files, "file")}, {Amount.Megabytes(summary.Bytes)}");
    }

    private static string Called(ImportedExperiment experiment) => experiment.There == experiment.Here ? "" : $", as {experiment.Here}";
}

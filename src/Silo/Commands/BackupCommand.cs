using System.CommandLine;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Storage;
using FastOde.Storage.Backups;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode backup</c>: a data directory as one file, also while it trains.</summary>
internal static class BackupCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var file = FileArgument("The backup: a tar file that does not exist yet; written whole or not at all.");
        var command = new Command("backup", "Write the data directory into one file, consistent also while trials train in it.");
        command.Arguments.Add(file);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => ShutdownSignals.Run(
            async signals =>
            {
                var (output, path) = (CommandOutput.Of(result), Path.GetFullPath(result.GetRequiredValue(file)));
                var settings = options.Read(result);
                var directory = DirectoryOf(settings);
                BackupSummary? summary = null;
                await JobProgress.Show("backup", progress => LocalAudit.RecordIfPossible(
                    settings,
                    "backup.write",
                    path,
                    async () => summary = await new Backup(directory, new StorageOptions().BusyTimeout, progress).Write(path, signals.Token),
                    signals.Token));
                return Tell(output, $"{path}: ", summary!, $"not as recorded in {directory.Root}, and so not in the backup");
            },
            ShutdownSignals.NothingStored));
        return command;
    }

    /// <summary>The data directory with the database that is in it.</summary>
    /// <exception cref="CommandFailure">Its database is elsewhere.</exception>
    internal static DataDirectory DirectoryOf(HostSettings settings) => settings.Database is null
        ? new DataDirectory(settings.DataDirectory)
        : throw new CommandFailure(
            ExitCode.BadInput,
            $"--db: {settings.Database.Name} has backups of its own; use pg_dump and pg_restore for it, and copy {settings.DataDirectory} after the dump");

    /// <summary>The file that both commands name.</summary>
    internal static Argument<string> FileArgument(string description) => new("FILE") { Description = description };

    /// <summary>Says what was written or brought back, and which files could not be.</summary>
    internal static int Tell(CommandOutput output, string what, BackupSummary summary, string loss)
    {
        output.Write(summary, $"{what}{Amount.Of(summary.Experiments, "experiment")}, {Amount.Of(summary.Files, "file")}, {Amount.Megabytes(summary.Bytes)}");
        foreach (var lost in summary.Lost)
            Console.Error.WriteLine($"{lost}: {loss}");
        return summary.Lost.Count == 0 ? ExitCode.Ok : ExitCode.Environment;
    }
}

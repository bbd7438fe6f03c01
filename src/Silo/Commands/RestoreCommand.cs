using System.CommandLine;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Storage;
using FastOde.Storage.Backups;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode restore</c>: a backup as a data directory.</summary>
internal static class RestoreCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var file = BackupCommand.FileArgument("A file that fastode backup has written.");
        var command = new Command("restore", "Bring a backup back into a data directory that has nothing yet; fastode resume goes on from there.");
        command.Arguments.Add(file);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => ShutdownSignals.Run(
            async signals =>
            {
                var (output, path) = (CommandOutput.Of(result), Path.GetFullPath(result.GetRequiredValue(file)));
                var settings = options.Read(result);
                var directory = BackupCommand.DirectoryOf(settings);
                using var owned = directory.Lock();
                var summary = await JobProgress.Show("restore", progress => new Restoration(directory, new StorageOptions().BusyTimeout, progress).Restore(path, signals.Token));

                // Only now is there a database to write it in.
                await LocalAudit.RecordIfPossible(settings, "backup.restore", path, () => Task.CompletedTask, signals.Token);
                return BackupCommand.Tell(output, $"{directory.Root}: ", summary, $"not in {path} as recorded, and so not brought back");
            },
            ShutdownSignals.NothingStored));
        return command;
    }
}

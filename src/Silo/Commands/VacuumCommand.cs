using System.CommandLine;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Storage;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode vacuum</c>: gives the disk back what the database no longer needs.</summary>
internal static class VacuumCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("vacuum", "Write the database anew without the room of what was deleted. Nothing else may use it meanwhile.");
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => ShutdownSignals.Run(
            async signals =>
            {
                var (output, settings) = (CommandOutput.Of(result), options.Read(result));
                var directory = new DataDirectory(settings.DataDirectory);
                var database = StorageServices.Compaction(directory, settings.Storage);
                if (await StorageServices.Inspector(directory, settings.Storage).Inspect(signals.Token) is null)
                    throw new CommandFailure(ExitCode.Environment, $"{database.Name}: no database; choose the directory of a study with --data DIR");
                using var alone = directory.Lock();
                var (before, after) = await JobProgress.Show("vacuum", _ => database.Run(signals.Token));
                output.Write(new { Database = database.Name, BytesBefore = before, BytesNow = after }, $"{database.Name}: {Amount.Megabytes(before)} before, {Amount.Megabytes(after)} now");
                return ExitCode.Ok;
            },
            ShutdownSignals.NothingStored));
        return command;
    }
}

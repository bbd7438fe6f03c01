using System.CommandLine;

namespace FastOde.Silo.Commands.Data;

/// <summary><c>fastode data</c>: the data sets of images in a data directory.</summary>
internal static class DataCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("data", "Add, download, list and remove the data sets of images that specs can name.");
        command.Subcommands.Add(AddCommand.Create(options));
        command.Subcommands.Add(DownloadCommand.Create(options));
        command.Subcommands.Add(ListCommand.Create(options));
        command.Subcommands.Add(RemoveCommand.Create(options));
        return command;
    }
}

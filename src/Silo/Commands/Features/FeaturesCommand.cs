using System.CommandLine;

namespace FastOde.Silo.Commands.Features;

/// <summary><c>fastode features</c>: the extractors of features that scores of images use.</summary>
internal static class FeaturesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("features", "Train, add, download and list the extractors of features that score images (fid, kid, precision, recall).");
        command.Subcommands.Add(TrainCommand.Create(options));
        command.Subcommands.Add(AddCommand.Create(options));
        command.Subcommands.Add(DownloadCommand.Create(options));
        command.Subcommands.Add(ListCommand.Create(options));
        return command;
    }
}

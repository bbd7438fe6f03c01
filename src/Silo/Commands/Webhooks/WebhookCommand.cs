using System.CommandLine;

namespace FastOde.Silo.Commands.Webhooks;

/// <summary><c>fastode webhook</c>: addresses that are told what has happened.</summary>
internal static class WebhookCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("webhook", "Add, list, remove and test the addresses that are told when an experiment finishes, a trial fails or diverges, or there is a new best.");
        command.Subcommands.Add(AddCommand.Create(options));
        command.Subcommands.Add(ListCommand.Create(options));
        command.Subcommands.Add(RemoveCommand.Create(options));
        command.Subcommands.Add(TestCommand.Create(options));
        return command;
    }
}

using System.CommandLine;

namespace FastOde.Silo.Commands.Tokens;

/// <summary><c>fastode token</c>: by what programs show who they are.</summary>
internal static class TokenCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("token", "Create, list and revoke the tokens by which programs show who they are.");
        command.Subcommands.Add(CreateCommand.Create(options));
        command.Subcommands.Add(ListCommand.Create(options));
        command.Subcommands.Add(RevokeCommand.Create(options));
        return command;
    }
}

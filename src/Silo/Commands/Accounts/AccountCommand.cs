using System.CommandLine;

namespace FastOde.Silo.Commands.Accounts;

/// <summary><c>fastode account</c>: who may sign in.</summary>
internal static class AccountCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("account", "Add, list and change the accounts that may sign in. With the first one everybody has to.");
        command.Subcommands.Add(AddCommand.Create(options));
        command.Subcommands.Add(ListCommand.Create(options));
        command.Subcommands.Add(RoleCommand.Create(options));
        command.Subcommands.Add(PasswordCommand.Create(options));
        command.Subcommands.Add(DisableCommand.Create(options));
        command.Subcommands.Add(EnableCommand.Create(options));
        return command;
    }

    /// <summary>The argument that names an account.</summary>
    public static Argument<string> Name() => new("NAME") { Description = "The account's name." };
}

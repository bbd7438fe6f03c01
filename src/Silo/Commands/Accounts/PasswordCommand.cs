using System.CommandLine;

namespace FastOde.Silo.Commands.Accounts;

/// <summary><c>fastode account password</c>: another password.</summary>
internal static class PasswordCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var name = AccountCommand.Name();
        var command = new Command("password", "Give an account another password, which unlocks it and ends its sessions. It is asked for, or read from the first line of standard input.");
        command.Arguments.Add(name);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) =>
        {
            var (output, account) = (CommandOutput.Of(result), result.GetRequiredValue(name));
            var password = PasswordInput.Read(account);
            return AccessWork.Change(options.Read(result), async (accounts, caller, cancellationToken) =>
            {
                await accounts.SetPassword(caller, account, password, cancellationToken);
                output.Write(new { Name = account }, $"{account} has another password, and its sessions end");
            });
        });
        return command;
    }
}

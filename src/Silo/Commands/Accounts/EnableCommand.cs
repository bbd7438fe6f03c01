using System.CommandLine;

namespace FastOde.Silo.Commands.Accounts;

/// <summary><c>fastode account enable</c>: who may do again what the role says.</summary>
internal static class EnableCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var name = AccountCommand.Name();
        var command = new Command("enable", "Give a disabled account back what its role may do.");
        command.Arguments.Add(name);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => AccessWork.Change(options.Read(result), async (accounts, caller, cancellationToken) =>
        {
            var (output, account) = (CommandOutput.Of(result), result.GetRequiredValue(name));
            await accounts.Enable(caller, account, cancellationToken);
            output.Write(new { Name = account, IsEnabled = true }, $"{account} is enabled");
        }));
        return command;
    }
}

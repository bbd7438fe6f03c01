using System.CommandLine;

namespace FastOde.Silo.Commands.Accounts;

/// <summary><c>fastode account disable</c>: who may do nothing any more.</summary>
internal static class DisableCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var name = AccountCommand.Name();
        var command = new Command("disable", "Take an account and its tokens all they may do, and end its sessions.");
        command.Arguments.Add(name);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => AccessWork.Change(options.Read(result), async (accounts, caller, cancellationToken) =>
        {
            var (output, account) = (CommandOutput.Of(result), result.GetRequiredValue(name));
            await accounts.Disable(caller, account, cancellationToken);
            output.Write(new { Name = account, IsEnabled = false }, $"{account} is disabled, and its sessions end");
        }));
        return command;
    }
}

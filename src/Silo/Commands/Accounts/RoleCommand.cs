using System.CommandLine;
using FastOde.Contracts.Access;

namespace FastOde.Silo.Commands.Accounts;

/// <summary><c>fastode account role</c>: what an account may do from now on.</summary>
internal static class RoleCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var name = AccountCommand.Name();
        var role = new Argument<Role>("ROLE") { Description = RoleOption.Names, CustomParser = RoleOption.Parse };
        var command = new Command("role", "Give an account another role, also in sessions that are open.");
        command.Arguments.Add(name);
        command.Arguments.Add(role);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => AccessWork.Change(options.Read(result), async (accounts, caller, cancellationToken) =>
        {
            var (output, account, given) = (CommandOutput.Of(result), result.GetRequiredValue(name), result.GetValue(role));
            await accounts.SetRole(caller, account, given, cancellationToken);
            output.Write(new { Name = account, Role = given }, $"{account} is {given.ToString().ToLowerInvariant()} now");
        }));
        return command;
    }
}

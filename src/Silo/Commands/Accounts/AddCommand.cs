using System.CommandLine;

namespace FastOde.Silo.Commands.Accounts;

/// <summary><c>fastode account add</c>: a new account.</summary>
internal static class AddCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var name = AccountCommand.Name();
        var role = RoleOption.Create("What it may do: viewer reads; operator also submits, pauses, resumes and cancels; admin also manages accounts and tokens.");
        var command = new Command("add", "Add an account. Its password is asked for, or read from the first line of standard input.");
        command.Arguments.Add(name);
        command.Options.Add(role);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) =>
        {
            var (output, account, given) = (CommandOutput.Of(result), result.GetRequiredValue(name), result.GetValue(role));
            var password = PasswordInput.Read(account);
            return AccessWork.Change(options.Read(result), async (accounts, caller, cancellationToken) =>
            {
                await accounts.Add(caller, account, given, password, cancellationToken);
                output.Write(new { Name = account, Role = given }, $"added {account}, {given.ToString().ToLowerInvariant()}");
            });
        });
        return command;
    }
}

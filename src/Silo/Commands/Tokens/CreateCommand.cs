using System.CommandLine;
using FastOde.Silo.Commands.Accounts;
using FastOde.Silo.Reports;

namespace FastOde.Silo.Commands.Tokens;

/// <summary><c>fastode token create</c>: a new token, whose text is shown this once.</summary>
internal static class CreateCommand
{
    private const int DefaultDays = 90;

    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var name = new Argument<string>("NAME") { Description = "What it is for." };
        var account = new Option<string>("--account") { Description = "The account that answers for it: disabled with it, and never more than it.", HelpName = "NAME", Required = true };
        var role = RoleOption.Create("What it may do at most.");
        var days = new Option<int>("--days") { Description = "Days until it stops to work.", HelpName = "N", DefaultValueFactory = _ => DefaultDays };
        var command = new Command("create", "Create a token. Its text goes to standard output this once, and is stored nowhere.");
        command.Arguments.Add(name);
        foreach (var option in new Option[] { account, role, days })
            command.Options.Add(option);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => AccessWork.Change(options.Read(result), async (accounts, caller, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            var token = await accounts.CreateToken(
                caller, result.GetRequiredValue(account), result.GetRequiredValue(name), result.GetValue(role), result.GetValue(days), cancellationToken);
            Console.Error.WriteLine($"token {token.Id} works until {MomentText.Of(token.ExpiresAt)}; it is shown this once");
            output.Write(token, token.Text);
        }));
        return command;
    }
}

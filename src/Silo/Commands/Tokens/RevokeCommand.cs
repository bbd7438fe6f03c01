using System.CommandLine;
using FastOde.Silo.Commands.Accounts;

namespace FastOde.Silo.Commands.Tokens;

/// <summary><c>fastode token revoke</c>: makes a token stop to work.</summary>
internal static class RevokeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var id = new Argument<long>("ID") { Description = "The token's id, as fastode token list shows it." };
        var command = new Command("revoke", "Make a token stop to work at once.");
        command.Arguments.Add(id);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => AccessWork.Change(options.Read(result), async (accounts, caller, cancellationToken) =>
        {
            var (output, token) = (CommandOutput.Of(result), result.GetValue(id));
            await accounts.RevokeToken(caller, token, cancellationToken);
            output.Write(new { Id = token, IsRevoked = true }, $"token {token} is revoked");
        }));
        return command;
    }
}

using System.CommandLine;
using System.Globalization;
using FastOde.Contracts.Access;
using FastOde.Silo.Commands.Accounts;
using FastOde.Silo.Reports;
using FastOde.Storage.Access;
using Spectre.Console;

namespace FastOde.Silo.Commands.Tokens;

/// <summary><c>fastode token list</c>: a table of the tokens.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("list", "List the tokens, without their texts.");
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => AccessWork.Read(options.Read(result), async (services, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            var tokens = await services.GetRequiredService<ITokenStore>().List(cancellationToken);
            output.Write(tokens, console => Write(console, tokens));
        }));
        return command;
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<TokenRecord> tokens)
    {
        if (tokens.Count == 0)
        {
            Console.Out.WriteLine("no tokens; create one with fastode token create NAME --account NAME --role ROLE");
            return;
        }

        var now = TimeProvider.System.GetUtcNow();
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("id", "name", "account", "role", "state", "last used");
        foreach (var token in tokens)
        {
            table.AddRow(
                token.Id.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(token.Name),
                Markup.Escape(token.Account),
                token.Role.ToString().ToLowerInvariant(),
                State(token, now),
                token.LastUsedAt is { } used ? MomentText.Of(used) : "never");
        }

        console.Write(table);
    }

    private static string State(TokenRecord token, DateTimeOffset now) => token switch
    {
        { RevokedAt: { } revoked } => $"revoked {MomentText.Of(revoked)}",
        { ExpiresAt: var expires } when expires <= now => $"expired {MomentText.Of(expires)}",
        _ => $"until {MomentText.Of(token.ExpiresAt)}",
    };
}

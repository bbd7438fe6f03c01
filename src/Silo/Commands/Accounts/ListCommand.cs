using System.CommandLine;
using FastOde.Contracts.Access;
using FastOde.Silo.Reports;
using FastOde.Storage.Access;
using Spectre.Console;

namespace FastOde.Silo.Commands.Accounts;

/// <summary><c>fastode account list</c>: a table of the accounts.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("list", "List the accounts.");
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => AccessWork.Read(options.Read(result), async (services, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            var accounts = await services.GetRequiredService<IAccountStore>().List(cancellationToken);
            output.Write(accounts, console => Write(console, accounts));
        }));
        return command;
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<AccountRecord> accounts)
    {
        if (accounts.Count == 0)
        {
            Console.Out.WriteLine("no accounts: nobody has to sign in, and only this machine is answered; add one with fastode account add NAME --role admin");
            return;
        }

        var now = TimeProvider.System.GetUtcNow();
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("name", "role", "state", "added");
        foreach (var account in accounts)
        {
            var state = account.DisabledAt is { } at ? $"disabled {MomentText.Of(at)}" : account.LockedUntil > now ? $"locked until {MomentText.Of(account.LockedUntil.Value)}" : "enabled";
            table.AddRow(Markup.Escape(account.Name), account.Role.ToString().ToLowerInvariant(), state, MomentText.Of(account.CreatedAt));
        }

        console.Write(table);
    }
}

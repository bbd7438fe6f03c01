using System.CommandLine;
using System.Globalization;
using FastOde.Contracts.Notices;
using FastOde.Silo.Reports;
using FastOde.Silo.Views;
using Spectre.Console;

namespace FastOde.Silo.Commands.Webhooks;

/// <summary><c>fastode webhook list</c>: a table of the webhooks.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("list", "List the webhooks, without their secrets.");
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => WebhookWork.Read(options.Read(result), async (webhooks, caller, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            var all = await webhooks.Webhooks(caller, cancellationToken);
            output.Write(all.Select(WebhookView.Of), console => Write(console, all));
        }));
        return command;
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<WebhookRecord> all)
    {
        if (all.Count == 0)
        {
            Console.Out.WriteLine("no webhooks; add one with fastode webhook add URL");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("id", "address", "told of", "state", "waiting", "last");
        foreach (var webhook in all)
        {
            table.AddRow([.. new[]
            {
                webhook.Id.ToString(CultureInfo.InvariantCulture),
                webhook.Address,
                webhook.ToldOf,
                webhook.State,
                webhook.Waiting.ToString(CultureInfo.InvariantCulture),
                webhook.LastAt is { } at ? $"{MomentText.Of(at)}: {webhook.LastOutcome}" : "–",
            }.Select(Markup.Escape)]);
        }

        console.Write(table);
    }
}

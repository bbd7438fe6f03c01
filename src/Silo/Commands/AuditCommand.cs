using System.CommandLine;
using System.Globalization;
using FastOde.Contracts.Access;
using FastOde.Silo.Commands.Accounts;
using FastOde.Silo.Reports;
using Spectre.Console;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode audit</c>: who changed what, when and from where.</summary>
internal static class AuditCommand
{
    private const int DefaultLimit = 50;

    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var about = new Option<string?>("--about") { Description = "Only entries whose who or subject has this text.", HelpName = "TEXT" };
        var limit = new Option<int>("--limit") { Description = "Entries at most.", HelpName = "N", DefaultValueFactory = _ => DefaultLimit };
        var command = new Command("audit", "List who changed what, when and from where; the newest first.");
        command.Options.Add(about);
        command.Options.Add(limit);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => AccessWork.Read(options.Read(result), async (services, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            var entries = await services.GetRequiredService<IAuditQueries>()
                .Entries(new AuditFilter { About = result.GetValue(about), Take = result.GetValue(limit) }, cancellationToken);
            output.Write(entries, console =>
            {
                if (entries.Count == 0)
                    Console.Out.WriteLine("no entries");
                else
                    console.Write(Table(entries));
            });
        }));
        return command;
    }

    private static Table Table(IReadOnlyList<AuditRecord> entries)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("id", "when", "who", "from", "what", "to", "details", "outcome");
        foreach (var entry in entries)
        {
            table.AddRow([.. new[]
            {
                entry.Id.ToString(CultureInfo.InvariantCulture), MomentText.Of(entry.At), entry.Who, entry.From ?? "–", entry.Action, entry.Subject ?? "–", entry.Details ?? "", entry.Outcome ?? "not known",
            }.Select(Markup.Escape)]);
        }

        return table;
    }
}

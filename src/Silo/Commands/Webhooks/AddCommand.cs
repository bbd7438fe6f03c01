using System.CommandLine;
using FastOde.Contracts.Notices;

namespace FastOde.Silo.Commands.Webhooks;

/// <summary><c>fastode webhook add</c>: a new webhook, whose secret is shown this once.</summary>
internal static class AddCommand
{
    private static readonly Dictionary<string, NoticeKind> Kinds = NoticeKinds.All.ToDictionary(kind => kind.Word());

    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var address = new Argument<string>("URL") { Description = "Where JSON is posted, http:// or https://." };
        var on = new Option<string[]>("--on") { Description = $"What it is told of: {string.Join(", ", Kinds.Keys)}. May be repeated. Default: all.", HelpName = "EVENT", AllowMultipleArgumentsPerToken = true };
        on.AcceptOnlyFromAmong([.. Kinds.Keys]);
        var command = new Command("add", "Add a webhook. Its secret goes to standard output this once.");
        command.Arguments.Add(address);
        command.Options.Add(on);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => WebhookWork.Change(options.Read(result), async (webhooks, caller, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            IEnumerable<string> words = result.GetValue(on) is { Length: > 0 } named ? named.Distinct() : Kinds.Keys;
            var made = await webhooks.Add(caller, result.GetRequiredValue(address), [.. words.Select(word => Kinds[word])], cancellationToken);
            Console.Error.WriteLine($"webhook {made.Id} is added; its secret is shown this once, and fastode webhook test {made.Id} tries it");
            output.Write(made, made.Secret);
        }));
        return command;
    }
}

using System.CommandLine;

namespace FastOde.Silo.Commands.Webhooks;

/// <summary><c>fastode webhook rm</c>: removes a webhook.</summary>
internal static class RemoveCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var id = new Argument<long>("ID") { Description = "The webhook's id, as fastode webhook list shows it." };
        var command = new Command("rm", "Remove a webhook with what waits for it.");
        command.Arguments.Add(id);
        command.SetAction((result, _) => WebhookWork.Do(options.Read(result), async (webhooks, caller, cancellationToken) =>
        {
            await webhooks.Remove(caller, result.GetValue(id), cancellationToken);
            Console.Out.WriteLine($"webhook {result.GetValue(id)} is removed");
        }));
        return command;
    }
}

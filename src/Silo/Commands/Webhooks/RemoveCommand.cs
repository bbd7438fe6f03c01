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
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => WebhookWork.Change(options.Read(result), async (webhooks, caller, cancellationToken) =>
        {
            var (output, webhook) = (CommandOutput.Of(result), result.GetValue(id));
            await webhooks.Remove(caller, webhook, cancellationToken);
            output.Write(new { Id = webhook, IsRemoved = true }, $"webhook {webhook} is removed");
        }));
        return command;
    }
}

using System.CommandLine;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Webhooks;

/// <summary><c>fastode webhook test</c>: sends a test at once.</summary>
internal static class TestCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var id = new Argument<long>("ID") { Description = "The webhook's id, as fastode webhook list shows it." };
        var command = new Command("test", "Send a test at once. Where it is accepted, a webhook that was given up is served again.");
        command.Arguments.Add(id);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => WebhookWork.Change(options.Read(result), async (webhooks, caller, cancellationToken) =>
        {
            var (output, webhook) = (CommandOutput.Of(result), result.GetValue(id));
            var test = await webhooks.Test(caller, webhook, cancellationToken);
            if (!test.IsAccepted)
                throw new CommandFailure(ExitCode.Environment, $"webhook {webhook}: {test.Outcome}");
            output.Write(test, $"webhook {webhook}: {test.Outcome}");
        }));
        return command;
    }
}

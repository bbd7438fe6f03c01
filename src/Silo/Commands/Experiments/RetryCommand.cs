using System.CommandLine;
using System.Globalization;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode retry</c>: one failed trial once more.</summary>
internal static class RetryCommand
{
    /// <summary>The command.</summary>
    public static Command Create(ConnectionOptionSet connection)
    {
        var trial = TrialArgument.Create();
        var command = new Command("retry", "Queue a trial that has failed again, with its retries anew, from its last checkpoint.");
        command.Arguments.Add(trial);
        connection.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            var id = result.GetRequiredValue(trial);
            await using var client = await connection.Connect(result, cancellationToken);
            var experiment = client.Experiment(long.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture));
            await experiment.RetryAsync(id, cancellationToken);
            GrowthWork.Say(output, await experiment.SummaryAsync(cancellationToken), $"trial {id} is to run");
            return ExitCode.Ok;
        });
        return command;
    }
}

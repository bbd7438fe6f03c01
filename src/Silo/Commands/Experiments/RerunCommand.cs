using System.CommandLine;
using FastOde.Contracts.Experiments;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode rerun</c>: the failed trials of an experiment once more, or more seeds for its best assignments.</summary>
internal static class RerunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(ConnectionOptionSet connection)
    {
        var experiment = ExperimentArgument.Create();
        var failed = new Option<bool>("--failed") { Description = "Queue every trial that has failed, each with its retries anew, from its last checkpoint." };
        var top = ExtendCommand.Count("--top", "K", "Give more seeds to the K best assignments by the objective.");
        var seeds = ExtendCommand.Count("--seeds", "S", "Seeds that each of the best gets beside those that it has; with --top.");
        var command = new Command("rerun", "Run failed trials of an experiment again, or give its best assignments more seeds.");
        command.Arguments.Add(experiment);
        command.Options.Add(failed);
        command.Options.Add(top);
        command.Options.Add(seeds);
        connection.AddTo(command);
        command.AddCheck(result =>
        {
            if (result.GetValue(failed) == result.GetValue(top) is not null || result.GetValue(top) is null != result.GetValue(seeds) is null)
                result.AddError("rerun: expected --failed, or --top K with --seeds S");
        });
        command.SetAction((result, cancellationToken) => result.GetValue(top) is { } most
            ? GrowthWork.Extend(
                connection,
                result,
                result.GetRequiredValue(experiment),
                new Extension { Key = SubmissionKey.New(), Seeds = result.GetValue(seeds)!.Value, Top = most },
                cancellationToken)
            : Failed(connection, result, result.GetRequiredValue(experiment), cancellationToken));
        return command;
    }

    private static async Task<int> Failed(ConnectionOptionSet connection, ParseResult result, string experiment, CancellationToken cancellationToken)
    {
        var output = CommandOutput.Of(result);
        await using var client = await connection.Connect(result, cancellationToken);
        var handle = await GrowthWork.Find(client, experiment, cancellationToken);
        var count = await handle.RerunFailedAsync(cancellationToken);
        GrowthWork.Say(output, await handle.SummaryAsync(cancellationToken), count == 0 ? "no trial has failed" : $"{Amount.Of(count, "failed trial")} queued again");
        return ExitCode.Ok;
    }
}

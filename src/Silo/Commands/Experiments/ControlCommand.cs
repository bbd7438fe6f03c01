using System.CommandLine;
using System.Text.Json;
using FastOde.Client.Experiments;
using FastOde.Contracts.Results;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;
using FastOde.Silo.Views;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode pause</c>, <c>cancel</c> and <c>resume EXPERIMENT</c>: what is wanted of an experiment of the process that runs.</summary>
internal static class ControlCommand
{
    /// <summary><c>fastode pause</c>.</summary>
    public static Command Pause(ConnectionOptionSet connection) => Create(
        connection, "pause", "Stop the running trials of an experiment after a checkpoint; fastode resume EXPERIMENT goes on with them.",
        ExperimentState.Paused, (experiment, cancellationToken) => experiment.PauseAsync(cancellationToken));

    /// <summary><c>fastode cancel</c>.</summary>
    public static Command Cancel(ConnectionOptionSet connection) => Create(
        connection, "cancel", "End an experiment: its running trials stop after a checkpoint, and those that wait never start.",
        ExperimentState.Cancelled, (experiment, cancellationToken) => experiment.CancelAsync(cancellationToken));

    /// <summary>Has an experiment go on that is paused.</summary>
    public static Task<int> Resume(ConnectionOptionSet connection, ParseResult result, string experiment, OutputFile? json, CancellationToken cancellationToken) => Control(
        connection,
        async summary =>
        {
            Console.Out.WriteLine(Line(summary));
            if (json is not null)
                await json.Write(JsonSerializer.SerializeToUtf8Bytes(ExperimentView.Of(summary), ViewJson.Pretty), cancellationToken);
        },
        result, experiment, ExperimentState.Running, (handle, token) => handle.ResumeAsync(token), cancellationToken);

    private static Command Create(
        ConnectionOptionSet connection, string name, string description, ExperimentState wanted, Func<ExperimentHandle, CancellationToken, Task> control)
    {
        var experiment = ExperimentArgument.Create();
        var command = new Command(name, description);
        command.Arguments.Add(experiment);
        connection.AddTo(command);
        command.SetAction((result, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            return Control(connection, Say, result, result.GetRequiredValue(experiment), wanted, control, cancellationToken);

            Task Say(ExperimentSummary summary)
            {
                output.Write(ExperimentView.Of(summary), Line(summary));
                return Task.CompletedTask;
            }
        });
        return command;
    }

    private static async Task<int> Control(
        ConnectionOptionSet connection,
        Func<ExperimentSummary, Task> say,
        ParseResult result,
        string experiment,
        ExperimentState wanted,
        Func<ExperimentHandle, CancellationToken, Task> control,
        CancellationToken cancellationToken)
    {
        await using var client = await connection.Connect(result, cancellationToken);
        var found = await ExperimentName.Find(client.Results, experiment, cancellationToken);
        var handle = client.Experiment(found.Summary.Id);
        await control(handle, cancellationToken);
        var summary = await handle.SummaryAsync(cancellationToken);
        if (summary.State != wanted)
            throw new CommandFailure(ExitCode.BadInput, $"experiment {summary.Id} {summary.Name} is {StateText.Of(summary.State)}, and stays so");
        await say(summary);
        return ExitCode.Ok;
    }

    private static string Line(ExperimentSummary summary) => $"experiment {summary.Id} {summary.Name}: {StateText.Of(summary.State)}";
}

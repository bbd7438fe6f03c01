using System.CommandLine;
using System.Text.Json;
using FastOde.Client;
using FastOde.Contracts.Results;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Progress;
using FastOde.Silo.Reports;
using FastOde.Silo.Views;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode watch</c>: follows an experiment of the process that runs, and reports it like <c>run</c>.</summary>
internal static class WatchCommand
{
    private const string GoesOn = "no longer watching; the experiment goes on";

    /// <summary>The command.</summary>
    public static Command Create(ConnectionOptionSet connection)
    {
        var experiment = ExperimentArgument.Create();
        var command = new Command("watch", "Follow an experiment of the process that runs to its end, and compare its assignments then. With --json a line for every change of a trial.");
        command.Arguments.Add(experiment);
        connection.AddTo(command);
        command.SetAction((result, _) => ShutdownSignals.Run(
            async signals =>
            {
                var output = CommandOutput.Of(result);
                await using var client = await connection.Connect(result, signals.Token);
                var found = await ExperimentName.Find(client.Results, result.GetRequiredValue(experiment), signals.Token);
                await Follow(client, found.Summary.Id, output, signals.Token);
                var report = await ExperimentReport.Read(client.Results, found.Summary.Id, signals.Token);
                if (!output.IsJson)
                    new ComparisonTable(Terminal.Create()).Write(report);
                return report.AllSucceeded ? ExitCode.Ok : ExitCode.TrialFailed;
            },
            GoesOn));
        return command;
    }

    /// <summary>Shows an experiment's progress until it has ended.</summary>
    /// <param name="client">The process that runs it.</param>
    /// <param name="id">The experiment.</param>
    /// <param name="output">Where progress goes.</param>
    /// <param name="cancellationToken">Ends the watching, and nothing else.</param>
    public static async Task Follow(FastOdeClient client, long id, CommandOutput output, CancellationToken cancellationToken)
    {
        var watch = new ExperimentWatch(client.Experiment);
        if (output.IsJson)
        {
            await watch.UntilEnded([id], trial => output.Result.WriteLine(JsonSerializer.Serialize(TrialView.Of(trial), ViewJson.Line)), _ => { }, cancellationToken);
            return;
        }

        var ended = (await client.Results.Trials(id, cancellationToken)).Where(trial => trial.State is not (TrialState.Queued or TrialState.Running));
        var display = Terminal.Progress(Terminal.Create());
        await display.Show([.. ended], changed => watch.UntilEnded([id], changed, display.Count, cancellationToken));
    }
}

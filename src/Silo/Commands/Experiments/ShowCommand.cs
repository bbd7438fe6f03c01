using System.CommandLine;
using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;
using FastOde.Silo.Views;
using Spectre.Console;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode show</c>: an experiment with its trials, or a trial with its attempts and files.</summary>
internal static class ShowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(ConnectionOptionSet connection)
    {
        var subject = new Argument<string>("EXPERIMENT|TRIAL") { Description = "An experiment by its id or name, or a trial such as 3-1." };
        var command = new Command("show", "Show an experiment with its trials, or a trial with its attempts and files; also of a data directory in which nothing runs.");
        command.Arguments.Add(subject);
        connection.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            await using var results = await connection.Read(result, cancellationToken);
            var text = result.GetRequiredValue(subject);
            if (TrialArgument.IsTrial(text))
                await ShowTrial(results, text, output, cancellationToken);
            else
                await ShowExperiment(results, text, output, cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task ShowTrial(ReadResults results, string id, CommandOutput output, CancellationToken cancellationToken)
    {
        var detail = await results.Queries.Trial(id, cancellationToken)
            ?? throw new CommandFailure(ExitCode.BadInput, $"{id}: there is no such trial; fastode show {id[..id.IndexOf('-', StringComparison.Ordinal)]} lists those of its experiment");
        output.Write(TrialDetailView.Of(detail), console => Write(console, detail));
    }

    private static async Task ShowExperiment(ReadResults results, string text, CommandOutput output, CancellationToken cancellationToken)
    {
        var detail = await ExperimentName.Find(results.Queries, text, cancellationToken);
        var trials = await results.Trials(detail.Summary.Id, cancellationToken);
        output.Write(
            new ExperimentWithTrialsView(ExperimentView.Of(detail.Summary), [.. trials.Select(TrialView.Of)]),
            console => Write(console, detail.Summary, trials));
    }

    private static void Write(IAnsiConsole console, ExperimentSummary experiment, IReadOnlyList<TrialSummary> trials)
    {
        console.WriteLine($"experiment {experiment.Id} {experiment.Name}: {StateText.Of(experiment.State)}, {StateText.Of(experiment)}");
        if (experiment.Objective is { } objective)
            console.WriteLine($"objective: {StateText.Of(objective)}; {TableContent.Best.Trim()} marks the best{(objective.Also.Count > 0 ? $" by {objective.Metric}; fastode compare {experiment.Id} has the front" : "")}");
        if (trials.Count == 0)
            return;
        ReportTable.Write(console, TrialLines.Of(experiment, trials));
    }

    private static void Write(IAnsiConsole console, TrialDetail detail)
    {
        var trial = detail.Summary;
        console.WriteLine($"trial {trial.Id} {trial.Label}, seed {trial.Seed}: {StateText.Of(trial.State)} at step {trial.Step} of {trial.Iterations}");
        if (trial.ObjectiveValue is { } value)
            console.WriteLine($"objective: {NumberText.Brief(value, 4)}");
        if (trial.WeightsSha256 is { } weights)
            console.WriteLine($"weights: {weights}");
        if (trial.Message is { } message)
            console.WriteLine(message);
        if (detail.Attempts.Count > 0)
            ReportTable.Write(console, [["attempt", "state", "slot", "started", "ended", "last step"], .. detail.Attempts.Select(Line)]);
        if (detail.Attempts is [.., { Environment: { } environment }])
            ReportTable.Write(console, [["trained with", ""], .. environment.Facts.Select(fact => new[] { fact.Name, fact.Value })]);
        if (detail.Artifacts.Count > 0)
            ReportTable.Write(console, [["file", "kind", "step", "size"], .. detail.Artifacts.Select(file => new[] { file.Path, file.Kind, Whole(file.Step), NumberText.Bytes(file.Bytes) })]);
    }

    private static string[] Line(AttemptRecord attempt) =>
    [
        Whole(attempt.Epoch),
        StateText.Of(attempt.State),
        attempt.SlotId,
        MomentText.Of(attempt.StartedAt),
        attempt.EndedAt is { } ended ? MomentText.Of(ended) : SpreadText.Nothing,
        attempt.LastStep is { } step ? Whole(step) : SpreadText.Nothing,
    ];

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.CommandLine;
using System.Globalization;
using FastOde.Client;
using FastOde.Contracts.Results;
using FastOde.Grains.Programs;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;
using FastOde.Specs;
using TorchSharp;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode evaluate</c>: the evaluation table of a trial that is trained or imported, with other cells than its spec's.</summary>
internal static class EvaluateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var trial = TrialArgument.Create();
        var solvers = new Option<SolverSpec[]>("--solver")
        {
            Description = "A solver and its numbers, such as euler=1,2,4 or euler/curvature=4,8; may be repeated. Default: those of the trial's spec.",
            HelpName = "NAME=N,N",
            CustomParser = result => [.. result.Tokens.Select(token => Solver(token.Value)).TakeWhile(read => Accept(read, result.AddError)).Select(read => read.Request!)],
        };
        var metrics = new Option<string[]>("--metric") { Description = "A metric, such as fid; may be repeated. Default: those of the trial's spec.", HelpName = "NAME" };
        var samples = new Option<int?>("--samples") { Description = "Samples of each cell. Default: as in the trial's spec.", HelpName = "N" };
        var step = CheckpointOption.Create();
        var json = new Option<string?>("--json") { Description = "Write the rows to FILE too, whole or not at all; - is standard output, and the table then goes to standard error.", HelpName = "FILE" };
        var command = new Command("evaluate", "Measure a trial with other solvers, time grids or metrics than its spec asked for; nothing is stored.");
        command.Arguments.Add(trial);
        var force = ForceOption.Create();
        var connection = new ConnectionOptionSet(options);
        foreach (var option in new Option[] { solvers, metrics, samples, step, json, force })
            command.Options.Add(option);
        connection.AddAnotherTo(command);
        command.AddCheck(result =>
        {
            if (result.GetValue(samples) is not null && connection.Given(result) is { } named)
                result.AddError($"--samples: a process measures with as many samples as the trial's spec says; leave out --samples, or {named} to measure here.");
        });
        options.AddFilesTo(command);
        options.AddThreadsTo(command);
        command.SetAction((result, _) => TrialWork.Run(async cancellationToken =>
        {
            var target = result.GetValue(json) is { } path ? OutputFile.Prepare(path, result.GetValue(force)) : null;
            EvaluationSpec Change(EvaluationSpec evaluation) => evaluation with
            {
                Solvers = result.GetValue(solvers) is { Length: > 0 } asked ? asked : evaluation.Solvers,
                Metrics = result.GetValue(metrics) is { Length: > 0 } named ? named : evaluation.Metrics,
                Samples = result.GetValue(samples) ?? evaluation.Samples,
            };
            var rows = connection.IsProcessNamed(result.CommandResult)
                ? await Fetch(connection.Connect(result, cancellationToken), result.GetRequiredValue(trial), result.GetValue(step), Change, cancellationToken)
                : await Evaluate(options.Read(result), result.GetRequiredValue(trial), result.GetValue(step), Change, cancellationToken);
            EvaluationText.Write(Terminal.Create(), rows);
            if (target is not null)
                await target.Write(JsonReport.Write(rows), cancellationToken);
        }));
        return command;
    }

    private static async Task<IReadOnlyList<EvaluationRecord>> Evaluate(
        HostSettings settings, string trialId, int? step, Func<EvaluationSpec, EvaluationSpec> change, CancellationToken cancellationToken)
    {
        await using var stored = await StoredResults.Open(settings, cancellationToken);
        var trial = await stored.Trials.Find(trialId, step, cancellationToken);
        var cells = change(trial.Trial.Spec.Evaluation).Solvers.Sum(solver => solver.Numbers.Count);
        return await JobProgress.Show("evaluation", progress =>
        {
            torch.set_num_threads(settings.Threads ?? Environment.ProcessorCount);
            return Task.FromResult(new TrialEvaluation(stored.Data, TimeProvider.System).Run(trial, change, measured => progress.Report((double)measured / cells), cancellationToken));
        });
    }

    private static async Task<IReadOnlyList<EvaluationRecord>> Fetch(
        Task<FastOdeClient> connecting, string trialId, int? step, Func<EvaluationSpec, EvaluationSpec> change, CancellationToken cancellationToken)
    {
        await using var client = await connecting;
        return await RemoteEvaluation.Fetch(client, trialId, change, step, cancellationToken);
    }

    private static bool Accept((SolverSpec? Request, string? Problem) read, Action<string> addError)
    {
        if (read.Problem is { } problem)
            addError(problem);
        return read.Request is not null;
    }

    private static (SolverSpec? Request, string? Problem) Solver(string text)
    {
        var parts = text.Split('=');
        var numbers = parts.Length == 2
            ? parts[1].Split(',').Select(number => double.TryParse(number, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToArray()
            : [];
        return numbers.Length > 0 && !numbers.Any(double.IsNaN)
            ? (new SolverSpec { Name = parts[0], Numbers = numbers }, null)
            : (null, $"--solver {text}: expected a solver and its numbers, such as euler=1,2,4 or dopri5=1e-5");
    }
}

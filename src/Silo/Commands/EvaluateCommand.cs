using System.CommandLine;
using System.Globalization;
using FastOde.Grains.Programs;
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
        var json = new Option<string?>("--json") { Description = "Write the rows to FILE too, whole or not at all; - is standard output, and the table then goes to standard error.", HelpName = "FILE" };
        var command = new Command("evaluate", "Measure a trial with other solvers, time grids or metrics than its spec asked for; nothing is stored.");
        command.Arguments.Add(trial);
        var force = ForceOption.Create();
        foreach (var option in new Option[] { solvers, metrics, samples, json, force })
            command.Options.Add(option);
        command.SetAction((result, _) => TrialWork.Run(cancellationToken => Evaluate(
            options.Read(result),
            result.GetRequiredValue(trial),
            evaluation => evaluation with
            {
                Solvers = result.GetValue(solvers) is { Length: > 0 } asked ? asked : evaluation.Solvers,
                Metrics = result.GetValue(metrics) is { Length: > 0 } named ? named : evaluation.Metrics,
                Samples = result.GetValue(samples) ?? evaluation.Samples,
            },
            result.GetValue(json) is { } path ? OutputFile.Prepare(path, result.GetValue(force)) : null,
            cancellationToken)));
        return command;
    }

    private static async Task Evaluate(
        HostSettings settings, string trialId, Func<EvaluationSpec, EvaluationSpec> change, OutputFile? target, CancellationToken cancellationToken)
    {
        await using var stored = await StoredResults.Open(settings, cancellationToken);
        var trial = await stored.Trials.Find(trialId, cancellationToken);
        torch.set_num_threads(settings.Threads ?? Environment.ProcessorCount);
        var rows = new TrialEvaluation(stored.Data, TimeProvider.System).Run(trial, change, null, cancellationToken);
        EvaluationText.Write(Terminal.Create(), rows);
        if (target is not null)
            await target.Write(JsonReport.Write(rows), cancellationToken);
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

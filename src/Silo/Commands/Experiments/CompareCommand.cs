using System.CommandLine;
using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Verdicts;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;
using Spectre.Console;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode compare</c>: the assignments of an experiment side by side, or which of two is better.</summary>
internal static class CompareCommand
{
    /// <summary>The command.</summary>
    public static Command Create(ConnectionOptionSet connection)
    {
        var subjects = new Argument<string[]>("EXPERIMENT|TRIAL TRIAL")
        {
            Description = "An experiment by its id or name; or two trials of one, such as 3-1 3-4, whose assignments are judged over all their seeds.",
            Arity = new ArgumentArity(1, 2),
        };
        var command = new Command("compare", "Compare the assignments of an experiment at equal steps, and say which is better; also of a data directory in which nothing runs.");
        command.Arguments.Add(subjects);
        command.AddCheck(result =>
        {
            if (result.GetValue(subjects) is [_, _] two && !two.All(TrialArgument.IsTrial))
                result.AddError($"{string.Join(' ', two)}: expected one experiment, or two trials of one such as 3-1 3-4");
        });
        connection.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            await using var results = await connection.Read(result, cancellationToken);
            var named = result.GetRequiredValue(subjects);
            if (named is [var first, var second])
                await CompareTwo(results, first, second, output, cancellationToken);
            else
                await CompareAll(results, named[0], output, cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task CompareAll(ReadResults results, string experiment, CommandOutput output, CancellationToken cancellationToken)
    {
        var found = await ExperimentName.Find(results.Queries, experiment, cancellationToken);
        var report = await ExperimentReport.Read(results.Queries, found.Summary.Id, cancellationToken);
        if (output.IsJson)
            output.Result.Write(Text(JsonReport.Write([report])));
        else
            new ComparisonTable(Terminal.Create()).Write(report);
    }

    private static async Task CompareTwo(ReadResults results, string first, string second, CommandOutput output, CancellationToken cancellationToken)
    {
        var experiment = first[..first.IndexOf('-', StringComparison.Ordinal)];
        if (!second.StartsWith(experiment + "-", StringComparison.Ordinal))
            throw new CommandFailure(ExitCode.BadInput, $"{first} {second}: trials of two experiments, whose assignments need not mean the same; name two of one");
        var found = await ExperimentName.Find(results.Queries, experiment, cancellationToken);
        var report = await ExperimentReport.Read(results.Queries, found.Summary.Id, cancellationToken);
        var (one, other) = (Group(report, first), Group(report, second));
        if (one == other)
            throw new CommandFailure(ExitCode.BadInput, $"{first} {second}: seeds of one assignment, {report.Groups.Labels[one]}; name trials of two assignments");
        var verdicts = report.Comparisons.SelectMany(comparison => Judge(report, comparison, one, other)).ToList();
        if (output.IsJson)
            output.Result.Write(Text(JsonReport.Write(verdicts)));
        else
            Write(Terminal.Create(), report, (one, other), verdicts);
    }

    private static int Group(ExperimentReport report, string trial) => report.Trials.Any(known => known.Id == trial)
        ? report.Groups.IndexOf(trial)
        : throw new CommandFailure(ExitCode.BadInput, $"{trial}: there is no such trial; fastode show {report.Summary.Id} lists them");

    /// <summary>At every cell that was measured, as on the experiment's page.</summary>
    private static IEnumerable<Verdict> Judge(ExperimentReport report, Comparison comparison, int one, int other)
    {
        var maximize = VerdictChoice.Of(comparison, report.Objective)?.Maximize;
        return comparison.Columns.Select(column =>
            Verdict.Of(report.Groups, report.Steps, comparison.Metric, new(comparison.Solver, column.Number), one, other, maximize));
    }

    private static void Write(IAnsiConsole console, ExperimentReport report, (int One, int Other) groups, List<Verdict> verdicts)
    {
        console.WriteLine($"experiment {report.Summary.Id} {report.Summary.Name}: {report.Groups.Labels[groups.One]} against {report.Groups.Labels[groups.Other]}");
        if (verdicts.Count == 0)
            console.WriteLine("nothing has been measured of both at one step yet");
        foreach (var verdict in verdicts)
            console.WriteLine(string.Join(' ', ((string[])[verdict.Sentence, verdict.Evidence]).Where(part => part.Length > 0)));
    }

    private static string Text(byte[] json) => System.Text.Encoding.UTF8.GetString(json);
}

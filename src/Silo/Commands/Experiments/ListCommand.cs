using System.CommandLine;
using System.Globalization;
using FastOde.Analysis.Statistics;
using FastOde.Contracts.Queries;
using FastOde.Contracts.Results;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;
using FastOde.Silo.Views;
using Spectre.Console;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode ls</c>: the experiments, the newest first.</summary>
internal static class ListCommand
{
    private const int DefaultLimit = 50;

    /// <summary>The command.</summary>
    public static Command Create(ConnectionOptionSet connection)
    {
        var name = new Option<string?>("--name") { Description = "Only experiments whose name has this text.", HelpName = "TEXT" };
        var state = new Option<string?>("--state") { Description = "Only experiments in this state." };
        state.AcceptOnlyFromAmong([.. Enum.GetNames<ExperimentState>().Select(word => word.ToLowerInvariant())]);
        var query = new Option<string?>("--query") { Description = "Only experiments that the search of the dashboard would find, such as 'tag:paper beta>5' or 'archived:yes'.", HelpName = "QUERY" };
        var limit = new Option<int>("--limit")
        {
            Description = "Experiments at most.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultLimit,
            CustomParser = result => HostOptionSet.Parse(result, "--limit", 1, int.MaxValue, "a number"),
        };
        var command = new Command("ls", "List the experiments, the newest first; also of a data directory in which nothing runs.");
        query.Validators.Add(result =>
        {
            if (Problem(result.GetValue(query)) is { } problem)
                result.AddError($"--query: {problem}");
        });
        foreach (var option in new Option[] { name, state, query, limit })
            command.Options.Add(option);
        connection.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            await using var results = await connection.Read(result, cancellationToken);
            var page = await results.Queries.Experiments(
                new ExperimentFilter
                {
                    Query = $"{(result.GetValue(name) is { } text ? ExperimentQuery.Quoted(text) : "")} {result.GetValue(query)}",
                    State = result.GetValue(state) is { } word ? Enum.Parse<ExperimentState>(word, ignoreCase: true) : null,
                    Take = result.GetValue(limit),
                },
                cancellationToken);
            output.Write(
                new Page<ExperimentView>([.. page.Items.Select(ExperimentView.Of)], page.Total),
                console => Write(console, page));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string? Problem(string? query)
    {
        try
        {
            _ = ExperimentQuery.Parse(query);
            return null;
        }
        catch (FormatException misunderstood)
        {
            return misunderstood.Message;
        }
    }

    private static void Write(IAnsiConsole console, ExperimentPage page)
    {
        if (page.Total == 0)
        {
            console.WriteLine("no experiments");
            return;
        }

        ReportTable.Write(console, [["experiment", "id", "state", "trials", "objective", "best", "submitted"], .. page.Items.Select(Line)]);
        if (page.Items.Count < page.Total)
            console.WriteLine($"the newest {page.Items.Count} of {page.Total}; --limit N shows more");
    }

    private static string[] Line(ExperimentSummary experiment) =>
    [
        experiment.Name,
        experiment.Id.ToString(CultureInfo.InvariantCulture),
        StateText.Of(experiment.State),
        StateText.Of(experiment),
        experiment.Objective?.Metric ?? SpreadText.Nothing,
        experiment.BestValue is { } best ? BriefNumber.Of(best) : SpreadText.Nothing,
        MomentText.Of(experiment.CreatedAt),
    ];
}

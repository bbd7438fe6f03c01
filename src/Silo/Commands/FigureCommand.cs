using System.CommandLine;
using System.CommandLine.Parsing;
using FastOde.Silo.Figures;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode figure</c>: a figure of a stored experiment as a file, also while a server runs.</summary>
internal static class FigureCommand
{
    private const string DefaultKind = "nfe";

    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var experiment = new Argument<string>("EXPERIMENT") { Description = "Id of the experiment, or its name (the newest of that name)." };
        var kind = new Option<string>("--kind") { Description = "nfe: a metric against NFE; key: curvature and a metric against a number that the search varies.", HelpName = "nfe|key", DefaultValueFactory = _ => DefaultKind };
        var metric = new Option<string?>("--metric") { Description = "The metric, such as fid or wasserstein2. Default: the spec's first that judges samples.", HelpName = "NAME" };
        var solver = new Option<string?>("--solver") { Description = "For nfe: the solver. Default: the spec's first.", HelpName = "NAME" };
        var key = new Option<string?>("--key") { Description = "For key: the key, such as coupling.beta. Default: the only one there is.", HelpName = "KEY" };
        var cell = new Option<string?>("--cell") { Description = "For key: solver and number, such as euler-20. Default: the spec's first solver at its finest.", HelpName = "CELL" };
        var only = new Option<string[]>("--only") { Description = "Only trials in which a key of the search has this value, as coupling.kind=learned; may be given more than once.", HelpName = "KEY=VALUE", DefaultValueFactory = _ => [] };
        var output = new Option<string>("--out") { Description = "The file, .svg or .png; written whole or not at all.", HelpName = "FILE", Required = true };
        var force = ForceOption.Create();
        kind.AcceptOnlyFromAmong("nfe", "key");
        output.RefuseStandardStream();
        var command = new Command("figure", "Draw a figure of a stored experiment: FID or W2 against NFE, or against β. Reads the database only.");
        command.Arguments.Add(experiment);
        foreach (var option in new Option[] { kind, metric, solver, key, cell, only, output, force })
            command.Options.Add(option);
        CommandOutput.AddTo(command);
        command.AddCheck(result =>
        {
            RefuseWithout(result, kind, "nfe", solver);
            RefuseWithout(result, kind, "key", key);
            RefuseWithout(result, kind, "key", cell);
            if (result.GetValue(only)!.FirstOrDefault(text => text.IndexOf('=', StringComparison.Ordinal) < 1) is { } wrong)
                result.AddError($"--only {wrong}: expected KEY=VALUE such as coupling.kind=learned");
            if (result.GetResult(output) is { Tokens: [{ Value: not StandardStream.Name and var path }] } && !FigureFile.Extensions.Contains(Extension(path)))
                result.AddError($"--out {path}: expected a file that ends in {string.Join(" or ", FigureFile.Extensions)}");
        });
        options.AddDatabaseTo(command);
        command.SetAction((result, cancellationToken) => Draw(
            CommandOutput.Of(result),
            options.Read(result),
            result.GetRequiredValue(experiment),
            new FigureRequest
            {
                Kind = result.GetRequiredValue(kind) == DefaultKind ? FigureKind.Nfe : FigureKind.Key,
                Metric = result.GetValue(metric),
                Solver = result.GetValue(solver),
                Key = result.GetValue(key),
                Cell = result.GetValue(cell),
            },
            result.GetValue(only)!,
            Path.GetFullPath(result.GetRequiredValue(output)),
            result.GetValue(force),
            cancellationToken));
        return command;
    }

    private static async Task<int> Draw(
        CommandOutput said, HostSettings settings, string experiment, FigureRequest request, string[] only, string path, bool force, CancellationToken cancellationToken)
    {
        var target = OutputFile.Prepare(path, force, "--out");
        await using var stored = await StoredResults.Open(settings, cancellationToken);
        var found = await ExperimentName.Find(stored.Queries, experiment, cancellationToken);
        var whole = await ExperimentReport.Read(stored.Queries, found.Summary.Id, cancellationToken);
        var report = only.Select(text => text.Split('=', 2)).Aggregate(whole, (left, pair) => left.Only(pair[0], pair[1]));
        var figure = new ExperimentFigures(report).Draw(request);
        await target.Write(FigureFile.Write(figure, Extension(path)), cancellationToken);
        foreach (var note in report.Steps.Notes.Concat(figure.Panels.SelectMany(panel => panel.Notes)).Distinct())
            Console.Error.WriteLine($"note: {note}");
        said.Write(new { File = path, figure.Title, figure.Subtitle }, $"{path}: {figure.Title}, {figure.Subtitle}");
        return ExitCode.Ok;
    }

    private static void RefuseWithout(CommandResult result, Option<string> kind, string wanted, Option<string?> option)
    {
        // What was not given has no value here, not even its default.
        if (result.GetValue(option) is not null && (result.GetValue(kind) ?? DefaultKind) != wanted)
            result.AddError($"{option.Name} only means something with --kind {wanted}");
    }

    private static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();
}

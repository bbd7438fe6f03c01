using System.CommandLine;
using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs;
using FastOde.Silo.Hosting;
using FastOde.Silo.Reports;
using FastOde.Storage.Experiments;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode run SPEC</c>: a new experiment from a spec, from validation to the table at the end.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        Argument<string> spec = new("SPEC") { Description = "The spec, a YAML or JSON file; see docs/spec.md." };
        ReportOptionSet report = new();
        Command command = new("run", "Run a spec as a new experiment, with progress, and compare its assignments at the end.");
        command.Arguments.Add(spec);
        report.AddTo(command);
        command.SetAction((result, _) =>
            Run(result.GetRequiredValue(spec), options.Read(result), report.Exit(result), report.JsonPath(result)));
        return command;
    }

    private static async Task<int> Run(string specPath, HostSettings settings, bool exit, string? jsonPath)
    {
        var text = ReadSpec(specPath);
        Refuse(new YamlSpecReader().Read(text, specPath).Problems);
        var json = jsonPath is null ? null : JsonTarget.Prepare(jsonPath);

        using ShutdownSignals signals = new(Console.Error);
        await using var host = await FastOdeHost.Start(settings, signals.Token);
        Console.Out.WriteLine($"dashboard: {host.Address}");
        await MentionUnfinished(host);
        var catalog = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IExperimentCatalogGrain>(0);
        var outcome = await catalog.Submit(text, specPath);
        Refuse(outcome.Problems);
        return await new StudySession(host, signals).Follow([outcome.ExperimentId!.Value], json, exit);
    }

    private static async Task MentionUnfinished(FastOdeHost host)
    {
        var unfinished = await host.Services.GetRequiredService<IExperimentStore>().Unfinished(CancellationToken.None);
        if (unfinished.Count > 0)
            Console.Out.WriteLine($"unfinished here: experiment {string.Join(", ", unfinished)}; fastode resume finishes it");
    }

    private static string ReadSpec(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var reason = File.Exists(path) || Directory.Exists(path) ? failure.Message : $"no such file below {Environment.CurrentDirectory}";
            throw new CommandFailure(ExitCode.BadInput, $"{path}: cannot be read: {reason.TrimEnd('.')}");
        }
    }

    private static void Refuse(IReadOnlyList<SpecProblem> problems)
    {
        if (problems.Count > 0)
            throw new CommandFailure(ExitCode.BadInput, string.Join(Environment.NewLine, problems));
    }
}

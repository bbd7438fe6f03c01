using System.CommandLine;
using FastOde.Client.Experiments;
using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.Grains.Specs;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Storage.Directories;
using FastOde.Storage.Experiments;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode run SPEC</c>: a new experiment from a spec, from validation to the table at the end.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var spec = new Argument<string>("SPEC") { Description = "The spec, a YAML or JSON file, or - for standard input; see docs/spec.md." };
        var set = SetOption.Create();
        var report = new ReportOptionSet();
        var command = new Command("run", "Run a spec as a new experiment, with progress, and compare its assignments at the end.");
        command.Arguments.Add(spec);
        command.Options.Add(set);
        report.AddTo(command);
        options.AddProcessTo(command);
        command.SetAction((result, _) =>
            Run(result.GetRequiredValue(spec), result.GetValue(set)!, options.Read(result), report.Exit(result), () => report.Json(result)));
        return command;
    }

    private static Task<int> Run(string specPath, string[] values, HostSettings settings, bool exit, Func<OutputFile?> prepare)
    {
        var directory = new DataDirectory(settings.DataDirectory);
        var reader = new YamlSpecReader(new ImageDatasetStore(directory.DatasetsPath), new FeatureExtractors(directory.FeaturesPath));
        var text = SpecFile.Read(specPath, values, reader, out _);
        var json = prepare();

        return ShutdownSignals.Run(signals => Run(text, SpecFile.SourceOf(specPath), settings, exit, json, signals));
    }

    private static async Task<int> Run(string text, string source, HostSettings settings, bool exit, OutputFile? json, ShutdownSignals signals)
    {
        await using var host = await FastOdeHost.Start(settings, signals.Token);
        Console.Out.WriteLine($"dashboard: {host.Address}");
        Console.Out.WriteLine($"clients: {host.Gateway}");
        await MentionUnfinished(host);
        var catalog = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IExperimentCatalogGrain>(0);
        var outcome = await host.AsLocal(() => SpecSubmission.Send(catalog, text, source, SubmissionKey.New(), signals.Token));
        SpecFile.Refuse(outcome.Problems);
        return await new ExperimentRun(host, signals).Follow([outcome.ExperimentId!.Value], json, exit);
    }

    private static async Task MentionUnfinished(FastOdeHost host)
    {
        var unfinished = await host.Services.GetRequiredService<IExperimentStore>().Unfinished(CancellationToken.None);
        if (unfinished.Count > 0)
            Console.Out.WriteLine($"unfinished here: experiment {string.Join(", ", unfinished)}; fastode resume finishes it");
    }
}

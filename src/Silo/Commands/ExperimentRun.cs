using FastOde.Client.Experiments;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Grains.Hosting;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Progress;
using FastOde.Silo.Reports;
using Spectre.Console;

namespace FastOde.Silo.Commands;

/// <summary>Follows experiments to their end, reports them and, unless told to end, keeps the dashboard up.</summary>
/// <param name="host">The running process.</param>
/// <param name="signals">Ctrl-C and SIGTERM.</param>
internal sealed class ExperimentRun(FastOdeHost host, ShutdownSignals signals)
{
    /// <summary>How long a study that is to end by itself waits for a machine that lets no trial get on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    /// <summary>Follows and reports.</summary>
    /// <param name="experimentIds">The experiments; none is a study that has nothing left to do.</param>
    /// <param name="json">Where the JSON report goes, or null.</param>
    /// <param name="exit">Whether the process ends with the study.</param>
    /// <param name="ended">Trials that had ended before this process went on with their experiments.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">The process is to end with the study, and the machine lets no trial get on.</exception>
    public async Task<int> Follow(IReadOnlyList<long> experimentIds, OutputFile? json, bool exit, IReadOnlyList<TrialSummary>? ended = null)
    {
        var console = Terminal.Create();
        try
        {
            var display = Terminal.Progress(console);
            await display.Show(ended ?? [], changed => Watch(experimentIds, changed, display.Count, exit));
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return signals.ExitCode;
        }

        await host.Services.GetRequiredService<RetentionSweep>().Look(CancellationToken.None);
        var experiments = await Read(experimentIds);
        Report(experiments, console);
        if (json is not null)
            await json.Write(JsonReport.Write(experiments), CancellationToken.None);
        if (!exit)
            await KeepUp();
        return experiments.All(experiment => experiment.AllSucceeded) ? ExitCode.Ok : ExitCode.TrialFailed;
    }

    private async Task Watch(IReadOnlyList<long> experimentIds, Action<TrialSummary> changed, Action<ExperimentSummary> counted, bool exit)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(signals.Token);
        var blocked = new BlockedWatch(TimeProvider.System);
        var watch = new ExperimentWatch(id => new ExperimentHandle(id, host.Services.GetRequiredService<IGrainFactory>(), TimeProvider.System));
        var watching = watch.UntilEnded(experimentIds, Both, counted, ended.Token);
        while (exit && await Task.WhenAny(watching, Task.Delay(LookInterval)) != watching)
        {
            if (blocked.Reason(Patience) is not { } reason)
                continue;
            await ended.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new CommandFailure(ExitCode.Environment, $"no trial could get on for {NumberText.Duration(Patience)}: {reason}");
        }

        await watching;

        void Both(TrialSummary trial)
        {
            blocked.Note(trial);
            changed(trial);
        }
    }

    private async Task<IReadOnlyList<ExperimentReport>> Read(IReadOnlyList<long> experimentIds)
    {
        var results = host.Services.GetRequiredService<IResultQueries>();
        var artifacts = host.Services.GetRequiredService<IArtifactReader>();
        List<ExperimentReport> experiments = [];
        foreach (var id in experimentIds)
            experiments.Add(await (await ExperimentReport.Read(results, id, CancellationToken.None)).WithLineages(results, artifacts, CancellationToken.None));
        return experiments;
    }

    private static void Report(IReadOnlyList<ExperimentReport> experiments, IAnsiConsole console)
    {
        var table = new ComparisonTable(console);
        foreach (var experiment in experiments)
            table.Write(experiment);
    }

    private async Task KeepUp()
    {
        Console.Out.WriteLine($"dashboard: {host.Address} (Ctrl-C ends)");
        await signals.Wait();
    }
}

using System.CommandLine;
using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Grains.Access;
using FastOde.Silo.Commands.Experiments;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Storage.Directories;
using FastOde.Storage.Experiments;
using FastOde.Storage.Trials;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode resume</c>: finishes whatever the data directory holds unfinished and reports like <c>run</c>.</summary>
internal static class ResumeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options, ConnectionOptionSet connection)
    {
        var experiment = new Argument<string?>("EXPERIMENT")
        {
            Description = "A paused experiment, by id or name, that is to go on in the process that runs. Without one: all of the data directory, in this process.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var failed = new Option<bool>("--failed")
        {
            Description = "Take up failed trials again too, each with its retries anew, from the last checkpoint.",
        };
        var report = new ReportOptionSet();
        var command = new Command("resume", "Finish every unfinished experiment of the data directory and report like run.");
        command.Arguments.Add(experiment);
        command.Options.Add(failed);
        report.AddTo(command);
        connection.AddProcessTo(command);
        options.AddProcessTo(command);
        command.AddCheck(result =>
        {
            if (result.GetValue(experiment) is null && connection.Given(result) is { } option)
                result.AddError($"{option} is for the one EXPERIMENT that is to go on there: name it");
            if (result.GetValue(experiment) is not null && (result.GetValue(failed) || report.Exits(result)))
                result.AddError("--failed and --exit are for all of a data directory: leave EXPERIMENT out");
        });
        command.SetAction((result, cancellationToken) => result.GetValue(experiment) is { } one
            ? ControlCommand.Resume(connection, result, one, report.Json(result), cancellationToken)
            : ShutdownSignals.Run(signals => Resume(options.Read(result), result.GetValue(failed), report.Exit(result), report.Json(result), signals)));
        return command;
    }

    private static async Task<int> Resume(HostSettings settings, bool failed, bool exit, OutputFile? json, ShutdownSignals signals)
    {
        await using var host = await FastOdeHost.Start(settings, signals.Token);
        Console.Out.WriteLine($"dashboard: {host.Address}");
        Console.Out.WriteLine($"clients: {host.Gateway}");
        if (failed)
            await Retry(host, signals.Token);
        var unfinished = await host.Services.GetRequiredService<IExperimentStore>().Unfinished(signals.Token);
        var damaged = new DamagedCheckpoints(
            host.Services.GetRequiredService<IResultQueries>(), host.Services.GetRequiredService<DataDirectory>());
        foreach (var id in unfinished)
            await damaged.Refuse(id, signals.Token);
        Console.Out.WriteLine(unfinished.Count == 0
            ? $"nothing is unfinished in {settings.Database?.Name ?? settings.DataDirectory}"
            : $"resuming experiment {string.Join(", ", unfinished)}");
        var ended = await Ended(host.Services.GetRequiredService<IResultQueries>(), unfinished, signals.Token);
        await host.AsLocal(() => Continue(host.Services.GetRequiredService<IGrainFactory>(), unfinished));
        return await new ExperimentRun(host, signals).Follow(unfinished, json, exit, ended);
    }

    private static Task<IReadOnlyList<long>> Retry(FastOdeHost host, CancellationToken cancellationToken) => host.Services.GetRequiredService<AccessGate>().Change(
        host.Services.GetRequiredService<LocalCaller>().Caller,
        new ChangeRequest("experiment.retry", Role.Operator),
        () => host.Services.GetRequiredService<ITrialStore>().QueueFailed(cancellationToken),
        cancellationToken,
        experiments => (AccessGate.Done, experiments.Count == 0 ? null : $"experiment {string.Join(", ", experiments)}"));

    private static async Task<IReadOnlyList<TrialSummary>> Ended(IResultQueries results, IReadOnlyList<long> experimentIds, CancellationToken cancellationToken)
    {
        List<TrialSummary> ended = [];
        foreach (var id in experimentIds)
            ended.AddRange((await results.Trials(id, cancellationToken)).Where(trial => trial.State is not (TrialState.Queued or TrialState.Running)));
        return ended;
    }

    /// <summary>Paused experiments too: to finish them is what was asked for.</summary>
    private static async Task<IReadOnlyList<long>> Continue(IGrainFactory grains, IReadOnlyList<long> unfinished)
    {
        var resumed = await grains.GetGrain<IExperimentCatalogGrain>(0).ResumeUnfinished();
        foreach (var id in unfinished)
            await grains.GetGrain<IExperimentGrain>(id).Resume();
        return resumed;
    }
}

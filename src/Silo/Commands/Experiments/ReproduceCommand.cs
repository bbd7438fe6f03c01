using System.CommandLine;
using FastOde.Client;
using FastOde.Client.Experiments;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;
using FastOde.Specs;
using FastOde.Specs.Schema;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode reproduce</c>: trains a trial again, as an experiment of its own, and says whether it comes to the same weights.</summary>
internal static class ReproduceCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options, ConnectionOptionSet connection)
    {
        var trial = TrialArgument.Create();
        var command = new Command("reproduce", "Train a trial again from its spec and seed, as an experiment of its own, and say whether weights and evaluations are identical.");
        command.Arguments.Add(trial);
        connection.AddProcessTo(command);
        options.AddProcessTo(command);
        CommandOutput.AddTo(command);
        command.SetAction((result, _) => ShutdownSignals.Run(async signals =>
        {
            var (output, id) = (CommandOutput.Of(result), result.GetRequiredValue(trial));
            return await connection.Find(result, signals.Token) is { } client
                ? await There(output, client, id, signals.Token)
                : await Here(output, connection.Settings(result), id, signals);
        }));
        return command;
    }

    private static async Task<int> There(CommandOutput output, FastOdeClient client, string id, CancellationToken cancellationToken)
    {
        await using var connected = client;
        var original = await Original(client.Results, id, cancellationToken);
        var again = await client.SubmitAsync(Spec(original), id, cancellationToken);
        await WatchCommand.Follow(client, again.Id, new CommandOutput(isJson: false), cancellationToken);
        return await Compare(output, client.Results, original, again.Id, cancellationToken);
    }

    private static async Task<int> Here(CommandOutput output, HostSettings settings, string id, ShutdownSignals signals)
    {
        // Refused before a process is started and anything is stored.
        await using (var stored = await StoredResults.Open(settings, signals.Token))
            await Original(stored.Queries, id, signals.Token);
        await using var host = await FastOdeHost.Start(settings, signals.Token);
        var results = host.Services.GetRequiredService<IResultQueries>();
        var original = await Original(results, id, signals.Token);
        var catalog = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IExperimentCatalogGrain>(0);
        var outcome = await host.AsLocal(() => SpecSubmission.Send(catalog, Spec(original), id, SubmissionKey.New(), signals.Token));
        SpecFile.Refuse(outcome.Problems);
        var code = await new ExperimentRun(host, signals).Follow([outcome.ExperimentId!.Value], json: null, exit: true);
        return code == ExitCode.Ok ? await Compare(output, results, original, outcome.ExperimentId.Value, signals.Token) : code;
    }

    private static async Task<TrialDetail> Original(IResultQueries results, string id, CancellationToken cancellationToken)
    {
        var detail = await results.Trial(id, cancellationToken) ?? throw new CommandFailure(ExitCode.BadInput, $"{id}: there is no such trial");
        if (detail.Spec.Function is not null)
            throw new CommandFailure(ExitCode.BadInput, $"{id}: it evaluates a function, and trains nothing that could be compared");
        if (detail.Summary is not { State: TrialState.Completed, WeightsSha256: not null })
            throw new CommandFailure(ExitCode.BadInput, $"{id}: it is {StateText.Of(detail.Summary.State)}; only a completed trial has final weights to compare with");
        return detail;
    }

    private static string Spec(TrialDetail original) => SpecWriter.Write(new ExperimentSpec
    {
        Name = $"{original.Summary.Id} again",
        Seeds = [original.Summary.Seed],
        Trial = original.Spec,
    });

    private static async Task<int> Compare(CommandOutput output, IResultQueries results, TrialDetail original, long experiment, CancellationToken cancellationToken)
    {
        var again = (await results.Trial($"{experiment}-1", cancellationToken))!;
        if (again.Summary.State != TrialState.Completed)
            throw new CommandFailure(ExitCode.TrialFailed, $"{again.Summary.Id} is {StateText.Of(again.Summary.State)}, and has nothing to compare: {again.Summary.Message}");
        var rows = await results.Evaluations(TrialSelection.Of([original.Summary.Id, again.Summary.Id]), cancellationToken);
        var reproduction = Reproduction.Of(original, again, rows);
        output.Write(ReproductionView.Of(reproduction), string.Join(Environment.NewLine, reproduction.Lines));
        return reproduction.IsIdentical ? ExitCode.Ok : ExitCode.TrialFailed;
    }
}

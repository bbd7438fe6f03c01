using System.CommandLine;
using FastOde.Client;
using FastOde.Client.Experiments;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;
using FastOde.Silo.Views;

namespace FastOde.Silo.Commands.Experiments;

/// <summary>What commands have in common that give an experiment more to do.</summary>
internal static class GrowthWork
{
    /// <summary>Adds to an experiment, and says how it stands.</summary>
    public static async Task<int> Extend(
        ConnectionOptionSet connection, ParseResult result, string experiment, Extension extension, CancellationToken cancellationToken)
    {
        var output = CommandOutput.Of(result);
        await using var client = await connection.Connect(result, cancellationToken);
        var handle = await Find(client, experiment, cancellationToken);
        Say(output, await handle.ExtendAsync(extension, cancellationToken), extension.ToString());
        return ExitCode.Ok;
    }

    /// <summary>Finds an experiment by id or name.</summary>
    public static async Task<ExperimentHandle> Find(FastOdeClient client, string experiment, CancellationToken cancellationToken) =>
        client.Experiment((await ExperimentName.Find(client.Results, experiment, cancellationToken)).Summary.Id);

    /// <summary>Says how an experiment stands, and what it got to do.</summary>
    public static void Say(CommandOutput output, ExperimentSummary experiment, string what) => output.Write(
        ExperimentView.Of(experiment),
        _ => Console.Out.WriteLine($"experiment {experiment.Id} {experiment.Name}: {what}; {Amount.Of(experiment.TrialCount, "trial")} in all, {StateText.Of(experiment.State)}"));
}

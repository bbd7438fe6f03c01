using System.CommandLine;
using System.Globalization;
using FastOde.Client.Experiments;
using FastOde.Contracts.Access;
using FastOde.Contracts.Results;
using FastOde.Grains.Access;
using FastOde.Silo.Commands.Accounts;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Reports;
using FastOde.Silo.Views;
using FastOde.Storage.Curation;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode archive</c> and <c>fastode rm EXPERIMENT</c>: by the process that runs, or in a data directory in which none does.</summary>
internal static class ShelfCommand
{
    private static readonly Step Archiving = new(
        "experiment.archive", "", (experiment, token) => experiment.ArchiveAsync(token), (store, id, token) => store.SetArchived(id, archived: true, token), _ => "archived");

    private static readonly Step Restoring = new(
        "experiment.restore", "archived:yes", (experiment, token) => experiment.RestoreAsync(token), (store, id, token) => store.SetArchived(id, archived: false, token), _ => "restored");

    private static readonly Step Deleting = new(
        "experiment.delete", "archived:any", (experiment, token) => experiment.DeleteAsync(token), (store, id, token) => store.Delete(id, token), Farewell);

    private static readonly Step Undeleting = new(
        "experiment.undelete", "deleted:yes", (experiment, token) => experiment.UndeleteAsync(token), (store, id, token) => store.Undelete(id, token), _ => "taken back");

    /// <summary><c>fastode archive</c>.</summary>
    public static Command Archive(ConnectionOptionSet connection) => Create(
        connection,
        new Command("archive", "Take an experiment out of the usual lists; nothing else changes."),
        new Option<bool>("--restore") { Description = "Put it back." },
        Archiving,
        Restoring);

    /// <summary><c>fastode rm</c>.</summary>
    public static Command Remove(ConnectionOptionSet connection) => Create(
        connection,
        new Command("rm", "Delete an experiment that has ended, with its files. For ten minutes nothing is removed, and it can be taken back."),
        new Option<bool>("--undo") { Description = "Take the deletion back." },
        Deleting,
        Undeleting);

    private static Command Create(ConnectionOptionSet connection, Command command, Option<bool> back, Step forth, Step undo)
    {
        var experiment = ExperimentArgument.Create();
        command.Arguments.Add(experiment);
        command.Options.Add(back);
        connection.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var (output, step, name) = (CommandOutput.Of(result), result.GetValue(back) ? undo : forth, result.GetRequiredValue(experiment));
            await using var client = await connection.Find(result, cancellationToken);
            if (client is null)
                return await AccessWork.Use(connection.Settings(result), (services, token) => Work(services, output, step, name, token));
            var found = await ExperimentName.Find(client.Results, name, cancellationToken, step.Among);
            await step.Remote(client.Experiment(found.Summary.Id), cancellationToken);
            await Say(output, client.Results, step, found.Summary.Id, cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task Work(IServiceProvider services, CommandOutput output, Step step, string name, CancellationToken cancellationToken)
    {
        var results = services.GetRequiredService<IResultQueries>();
        var id = (await ExperimentName.Find(results, name, cancellationToken, step.Among)).Summary.Id;
        await services.GetRequiredService<AccessGate>().Change(
            services.GetRequiredService<LocalCaller>().Caller,
            new ChangeRequest(step.Action, Role.Operator, string.Create(CultureInfo.InvariantCulture, $"experiment {id}")),
            async () =>
            {
                await step.Stored(services.GetRequiredService<ICurationStore>(), id, cancellationToken);
                return true;
            },
            cancellationToken);
        await Say(output, results, step, id, cancellationToken);
    }

    private static async Task Say(CommandOutput output, IResultQueries results, Step step, long id, CancellationToken cancellationToken)
    {
        var summary = (await results.Experiment(id, cancellationToken) ?? throw new CommandFailure(ExitCode.BadInput, $"there is no experiment {id} any more")).Summary;
        output.Write(ExperimentView.Of(summary), _ => Console.Out.WriteLine($"experiment {summary.Id} {summary.Name}: {step.Text(summary)}"));
    }

    private static string Farewell(ExperimentSummary experiment) => string.Create(
        CultureInfo.InvariantCulture, $"deleted; its files and rows go after {MomentText.Of(experiment.GoesAt!.Value)}, and until then fastode rm {experiment.Id} --undo takes it back");

    /// <summary>One change: what the audit calls it, which experiments have names for it, how it is made, and what is said.</summary>
    private sealed record Step(
        string Action,
        string Among,
        Func<ExperimentHandle, CancellationToken, Task> Remote,
        Func<ICurationStore, long, CancellationToken, Task> Stored,
        Func<ExperimentSummary, string> Text);
}

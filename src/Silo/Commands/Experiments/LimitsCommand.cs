using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FastOde.Contracts.Access;
using FastOde.Contracts.Results;
using FastOde.Grains.Access;
using FastOde.Silo.Commands.Accounts;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Views;
using FastOde.Specs;
using FastOde.Storage.Experiments;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode limits</c>: how an experiment may use the machine, by the process that runs, or in a data directory in which none does.</summary>
internal static class LimitsCommand
{
    private const string AllSlots = "all";

    /// <summary>The command.</summary>
    public static Command Create(ConnectionOptionSet connection)
    {
        var experiment = ExperimentArgument.Create();
        var trials = new Option<string?>("--trials")
        {
            Description = $"Most trials at once; '{AllSlots}' for as many as there are slots.",
            HelpName = "N",
        };
        trials.Validators.Add(result => Check(result, trials));
        var retries = Whole("--retries", nameof(LimitsSpec.Retries), "Attempts after the first that a failing trial may have.");
        var priority = Whole("--priority", nameof(LimitsSpec.Priority), "Higher goes first.");
        var command = new Command("limits", "Change how an experiment may use the machine, also while it runs. Without an option, say what its limits are.");
        command.Arguments.Add(experiment);
        foreach (var option in new Option[] { trials, retries, priority })
            command.Options.Add(option);
        connection.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var (output, name) = (CommandOutput.Of(result), result.GetRequiredValue(experiment));
            await using var client = await connection.Find(result, cancellationToken);
            if (client is null)
            {
                var isChange = new Option[] { trials, retries, priority }.Any(option => result.GetResult(option) is { Implicit: false });
                return isChange ? await AccessWork.Use(connection.Settings(result), Stored) : await AccessWork.Read(connection.Settings(result), Stored);
            }

            Say(output, await Change(client.Results, name, Asked, (id, limits) => client.Experiment(id).SetLimitsAsync(limits, cancellationToken), cancellationToken));
            return ExitCode.Ok;

            async Task Stored(IServiceProvider services, CancellationToken token) =>
                Say(output, await Change(services.GetRequiredService<IResultQueries>(), name, Asked, (id, limits) => Store(services, id, limits, token), token));

            LimitsSpec Asked(LimitsSpec before) => before with
            {
                ConcurrentTrials = result.GetValue(trials) is { } most ? Number(most) : before.ConcurrentTrials,
                Retries = result.GetValue(retries) ?? before.Retries,
                Priority = result.GetValue(priority) ?? before.Priority,
            };
        });
        return command;
    }

    private static async Task<(long Id, LimitsSpec Limits)> Change(
        IResultQueries results, string name, Func<LimitsSpec, LimitsSpec> change, Func<long, LimitsSpec, Task> set, CancellationToken cancellationToken)
    {
        var found = await ExperimentName.Find(results, name, cancellationToken);
        var asked = change(found.Limits);
        if (asked != found.Limits)
            await set(found.Summary.Id, asked);
        return (found.Summary.Id, asked);
    }

    private static Task<bool> Store(IServiceProvider services, long id, LimitsSpec limits, CancellationToken cancellationToken) =>
        services.GetRequiredService<AccessGate>().Change(
            services.GetRequiredService<LocalCaller>().Caller,
            new ChangeRequest("experiment.limits", Role.Operator, string.Create(CultureInfo.InvariantCulture, $"experiment {id}"), LimitsText.Of(limits)),
            async () =>
            {
                await services.GetRequiredService<IExperimentStore>().SetLimits(id, limits, cancellationToken);
                return true;
            },
            cancellationToken);

    private static void Say(CommandOutput output, (long Id, LimitsSpec Limits) experiment) => output.Write(
        LimitsView.Of(experiment.Limits), _ => Console.Out.WriteLine($"experiment {experiment.Id}: {LimitsText.Of(experiment.Limits)}"));

    private static void Check(OptionResult result, Option<string?> option)
    {
        var (min, max) = LimitsText.Bounds(nameof(LimitsSpec.ConcurrentTrials));
        if (result.GetValue(option) is { } text && text != AllSlots && !(Number(text) is { } number && number >= min && number <= max))
            result.AddError($"--trials {text}: expected a number from {min} to {max}, or {AllSlots}");
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Option<int?> Whole(string name, string property, string description)
    {
        var (min, max) = LimitsText.Bounds(property);
        return new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => HostOptionSet.Parse(result, name, min, max, "a whole number"),
        };
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Silo.Commands.Accounts;
using FastOde.Silo.Output;
using FastOde.Specs;
using FastOde.Storage.Experiments;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode limits</c>: how an experiment may use the machine, also while another process runs it.</summary>
internal static class LimitsCommand
{
    private const string AllSlots = "all";

    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var experiment = new Argument<long>("EXPERIMENT") { Description = "The experiment's id." };
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
        command.SetAction((result, _) => AccessWork.Use(options.Read(result), async (services, cancellationToken) =>
        {
            var id = result.GetValue(experiment);
            var store = services.GetRequiredService<IExperimentStore>();
            var before = (await store.Find(id, cancellationToken) ?? throw new CommandFailure(ExitCode.BadInput, $"there is no experiment {id} in this database")).Limits;
            var asked = before with
            {
                ConcurrentTrials = result.GetValue(trials) is { } most ? Number(most) : before.ConcurrentTrials,
                Retries = result.GetValue(retries) ?? before.Retries,
                Priority = result.GetValue(priority) ?? before.Priority,
            };
            if (asked != before)
                await Change(services, store, id, asked, cancellationToken);
            Console.Out.WriteLine($"experiment {id}: {LimitsText.Of(asked)}");
        }));
        return command;
    }

    private static Task<bool> Change(IServiceProvider services, IExperimentStore store, long id, LimitsSpec limits, CancellationToken cancellationToken) =>
        services.GetRequiredService<AccessGate>().Change(
            services.GetRequiredService<LocalCaller>().Caller,
            new ChangeRequest("experiment.limits", Role.Operator, string.Create(CultureInfo.InvariantCulture, $"experiment {id}"), LimitsText.Of(limits)),
            async () =>
            {
                await store.SetLimits(id, limits, cancellationToken);
                return true;
            },
            cancellationToken);

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

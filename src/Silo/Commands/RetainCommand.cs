using System.CommandLine;
using System.Globalization;
using System.Reflection;
using FastOde.Contracts.Access;
using FastOde.Dashboard.ChartModels;
using FastOde.Grains.Access;
using FastOde.Silo.Commands.Accounts;
using FastOde.Silo.Output;
using FastOde.Silo.Views;
using FastOde.Specs;
using FastOde.Specs.Keys;
using FastOde.Storage.Retention;

namespace FastOde.Silo.Commands;

/// <summary><c>fastode retain</c>: what is kept of the ended trials of an experiment, also while it trains.</summary>
internal static class RetainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var experiment = new Argument<long>("EXPERIMENT") { Description = "The experiment's id." };
        var checkpoints = Whole("--checkpoints", nameof(RetentionSpec.Checkpoints), "Newest checkpoints to keep of each trial.");
        var best = Whole("--best", nameof(RetentionSpec.Best), "Trials that keep checkpoints at all: those whose objective is best.");
        var points = Whole("--points", nameof(RetentionSpec.Points), "Most points to keep of each curve.");
        var samples = new Option<string?>("--samples") { Description = "Pictures of samples to keep." };
        samples.AcceptOnlyFromAmong([.. Rule<WordsAttribute>(nameof(RetentionSpec.Samples)).Words]);
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be deleted." };
        var command = new Command("retain", "Delete what is not to be kept of an experiment's ended trials, now and as further trials end. Without an option, say what is kept.");
        command.Arguments.Add(experiment);
        foreach (var option in new Option[] { checkpoints, best, samples, points, dryRun })
            command.Options.Add(option);
        CommandOutput.AddTo(command);
        options.AddFilesTo(command);
        command.SetAction((result, _) =>
        {
            var (output, settings, isPreview) = (CommandOutput.Of(result), options.Read(result), result.GetValue(dryRun));
            var changes = !isPreview && new Option[] { checkpoints, best, samples, points }.Any(option => result.GetResult(option) is { Implicit: false });
            Task Work(IServiceProvider services, CancellationToken cancellationToken) => Retain(services, output, result.GetValue(experiment), Asked, isPreview, cancellationToken);
            return changes ? AccessWork.Use(settings, Work) : AccessWork.Read(settings, Work);

            RetentionSpec Asked(RetentionSpec before) => before with
            {
                Checkpoints = result.GetValue(checkpoints) ?? before.Checkpoints,
                Best = result.GetValue(best) ?? before.Best,
                Samples = result.GetValue(samples) ?? before.Samples,
                Points = result.GetValue(points) ?? before.Points,
            };
        });
        return command;
    }

    private static async Task Retain(
        IServiceProvider services, CommandOutput output, long id, Func<RetentionSpec, RetentionSpec> ask, bool isPreview, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IRetentionStore>();
        var before = await Refusing(() => store.Find(id, cancellationToken)) ?? new();
        var asked = ask(before);
        var text = RetentionText.Of(asked);
        if (asked == before)
        {
            output.Write(new RetentionView(id, asked, Deleted: null, IsPreview: false), $"experiment {id} keeps {text}");
            return;
        }

        if (isPreview)
        {
            var preview = await Refusing(() => store.Preview(id, asked, cancellationToken));
            output.Write(new RetentionView(id, asked, preview, IsPreview: true), $"experiment {id} would keep {text}: {Loss(preview)} would be deleted");
            return;
        }

        var lost = await services.GetRequiredService<AccessGate>().Change(
            services.GetRequiredService<LocalCaller>().Caller,
            new ChangeRequest("experiment.retain", Role.Operator, id.ToString(CultureInfo.InvariantCulture), text),
            () => JobProgress.Show("deletion", _ => Refusing(async () =>
            {
                await store.Set(id, asked, cancellationToken);
                return await store.Apply(id, cancellationToken);
            })),
            cancellationToken);
        output.Write(new RetentionView(id, asked, lost, IsPreview: false), $"experiment {id} keeps {text}: {Loss(lost)} deleted");
    }

    private static async Task<T> Refusing<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (RetentionRefusedException refusal)
        {
            throw new CommandFailure(ExitCode.BadInput, refusal.Message);
        }
    }

    private static string Loss(RetentionSummary lost) =>
        $"{Amount.Of(lost.Files, "file")} ({Amount.Megabytes(lost.Bytes)}) and {Amount.Of(lost.Points, "point")} of {Amount.Of(lost.Trials, "trial")}";

    private static Option<int?> Whole(string name, string property, string description)
    {
        var rule = Rule<WholeAttribute>(property);
        return new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => HostOptionSet.Parse(result, name, (int)rule.Min, (int)rule.Max, "a whole number"),
        };
    }

    private static T Rule<T>(string property)
        where T : Attribute => typeof(RetentionSpec).GetProperty(property)!.GetCustomAttribute<T>()!;
}

using System.CommandLine;
using FastOde.Contracts.Experiments;
using FastOde.Silo.Commands.Remote;
using FastOde.Specs;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode extend</c>: more trials or seeds for an experiment of the process that runs.</summary>
internal static class ExtendCommand
{
    /// <summary>The command.</summary>
    public static Command Create(ConnectionOptionSet connection)
    {
        var experiment = ExperimentArgument.Create();
        var trials = Count("--trials", "N", "Assignments that the search tries beside those so far, each with every seed.");
        var seeds = Count("--seeds", "S", "Seeds that every assignment gets beside those that it has.");
        var command = new Command("extend", "Add trials or seeds to an experiment that runs or has completed; it goes on from what is stored.");
        command.Arguments.Add(experiment);
        command.Options.Add(trials);
        command.Options.Add(seeds);
        connection.AddTo(command);
        command.AddCheck(result =>
        {
            if (result.GetValue(trials) is null && result.GetValue(seeds) is null)
                result.AddError("extend: say what is to be added, with --trials N, --seeds S or both");
        });
        command.SetAction((result, cancellationToken) => GrowthWork.Extend(
            connection,
            result,
            result.GetRequiredValue(experiment),
            new Extension { Key = SubmissionKey.New(), Trials = result.GetValue(trials) ?? 0, Seeds = result.GetValue(seeds) ?? 0 },
            cancellationToken));
        return command;
    }

    /// <summary>An option that counts something to be added.</summary>
    public static Option<int?> Count(string name, string help, string description) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result => HostOptionSet.Parse(result, name, 1, SearchSpec.MaximumTrials, "a whole number"),
    };
}

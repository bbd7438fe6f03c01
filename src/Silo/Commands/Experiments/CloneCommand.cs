using System.CommandLine;
using FastOde.Silo.Commands.Remote;
using FastOde.Silo.Hosting;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode clone</c>: the spec of an experiment again, with other values.</summary>
internal static class CloneCommand
{
    /// <summary>The command.</summary>
    public static Command Create(ConnectionOptionSet connection)
    {
        var experiment = ExperimentArgument.Create();
        var set = SetOption.Create();
        var command = new Command("clone", "Submit the spec of an experiment again, with the values of --set in place of its own, as a new experiment.");
        command.Arguments.Add(experiment);
        command.Options.Add(set);
        connection.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var client = await connection.Connect(result, cancellationToken);
            var found = await ExperimentName.Find(client.Results, result.GetRequiredValue(experiment), cancellationToken);
            var text = SpecFile.Overridden(found.Spec.Source, result.GetValue(set)!, out var overrides);
            return await SpecSubmit.Send(client, text, $"experiment {found.Summary.Id}", overrides, CommandOutput.Of(result), cancellationToken);
        });
        return command;
    }
}

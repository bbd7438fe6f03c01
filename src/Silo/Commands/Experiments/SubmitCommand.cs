using System.CommandLine;
using FastOde.Silo.Commands.Remote;

namespace FastOde.Silo.Commands.Experiments;

/// <summary><c>fastode submit</c>: a spec to the process that runs, as a new experiment.</summary>
internal static class SubmitCommand
{
    /// <summary>The command.</summary>
    public static Command Create(ConnectionOptionSet connection)
    {
        var spec = new Argument<string>("SPEC") { Description = "The spec, a YAML or JSON file, or - for standard input; see docs/spec.md." };
        var set = SetOption.Create();
        var command = new Command("submit", "Submit a spec to the process that runs, which checks and starts it, and return at once.");
        command.Arguments.Add(spec);
        command.Options.Add(set);
        connection.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var output = CommandOutput.Of(result);
            var path = result.GetRequiredValue(spec);
            var text = SpecFile.ReadText(path, result.GetValue(set)!, out var overrides);
            await using var client = await connection.Connect(result, cancellationToken);
            return await SpecSubmit.Send(client, text, SpecFile.SourceOf(path), overrides, output, cancellationToken);
        });
        return command;
    }
}

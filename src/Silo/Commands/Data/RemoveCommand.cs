using System.CommandLine;

namespace FastOde.Silo.Commands.Data;

/// <summary><c>fastode data rm</c>: deletes a data set.</summary>
internal static class RemoveCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var name = new Argument<string>("NAME") { Description = "The data set's name." };
        var command = new Command("rm", "Delete a data set of images. Trials that were trained on it stay, but cannot go on.");
        command.Arguments.Add(name);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) => DatasetWork.Change(options.Read(result), "data.rm", result.GetRequiredValue(name), (store, _) =>
        {
            var (output, dataset) = (CommandOutput.Of(result), result.GetRequiredValue(name));
            store.Remove(dataset);
            output.Write(new { Name = dataset, IsRemoved = true }, $"removed {dataset}");
            return Task.CompletedTask;
        }));
        return command;
    }
}

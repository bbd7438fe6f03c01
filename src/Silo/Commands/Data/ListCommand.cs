using System.CommandLine;
using FastOde.Silo.Views;

namespace FastOde.Silo.Commands.Data;

/// <summary><c>fastode data ls</c>: a table of the data sets.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("ls", "List the data sets of images.");
        CommandOutput.AddTo(command);
        options.AddDirectoryTo(command);
        command.SetAction((result, _) => DatasetWork.Run(options.Read(result), (store, _) =>
        {
            var (output, infos) = (CommandOutput.Of(result), store.List());
            output.Write(infos.Select(DatasetView.Of), console =>
            {
                if (infos.Count == 0)
                    Console.Out.WriteLine($"no data sets of images in {options.Read(result).DataDirectory}; add one with fastode data add NAME PATH or fastode data download NAME");
                else
                    console.Write(DatasetText.Table(infos));
            });
            return Task.CompletedTask;
        }));
        return command;
    }
}

using System.CommandLine;
using FastOde.Silo.Output;

namespace FastOde.Silo.Commands.Data;

/// <summary><c>fastode data ls</c>: a table of the data sets.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("ls", "List the data sets of images.");
        command.SetAction((result, _) => DatasetWork.Run(options.Read(result), (store, _) =>
        {
            var infos = store.List();
            if (infos.Count == 0)
                Console.Out.WriteLine($"no data sets of images in {options.Read(result).DataDirectory}; add one with fastode data add NAME PATH or fastode data download NAME");
            else
                Terminal.Create().Write(DatasetText.Table(infos));
            return Task.CompletedTask;
        }));
        return command;
    }
}

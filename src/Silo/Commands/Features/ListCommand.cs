using System.CommandLine;
using System.Globalization;
using FastOde.FlowMatching.Metrics.Features;
using Spectre.Console;

namespace FastOde.Silo.Commands.Features;

/// <summary><c>fastode features ls</c>: a table of the extractors.</summary>
internal static class ListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var command = new Command("ls", "List the extractors of features.");
        CommandOutput.AddTo(command);
        options.AddDirectoryTo(command);
        command.SetAction((result, _) => FeatureWork.Run(options.Read(result), (_, extractors, _) =>
        {
            var output = CommandOutput.Of(result);
            var infos = extractors.Names().Select(extractors.Find).ToList();
            output.Write(infos, console =>
            {
                if (infos.Count == 0)
                    Console.Out.WriteLine($"no extractors of features in {options.Read(result).DataDirectory}; train one with fastode features train NAME");
                else
                    console.Write(TableOf(infos));
            });
            return Task.CompletedTask;
        }));
        return command;
    }

    private static Table TableOf(IReadOnlyList<FeatureExtractorInfo> infos)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("name", "features", "images", "test accuracy");
        foreach (var info in infos)
        {
            table.AddRow(
                info.Name, info.Dimension.ToString(CultureInfo.InvariantCulture), info.Images,
                info.Accuracy is { } accuracy ? accuracy.ToString("P2", CultureInfo.InvariantCulture) : "–");
        }

        return table;
    }
}

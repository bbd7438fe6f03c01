using System.CommandLine;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Downloads;
using FastOde.Silo.Hosting;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Commands.Data;

/// <summary><c>fastode data download</c>: fetches a published data set, verifies it and adds it under its name.</summary>
internal static class DownloadCommand
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        Argument<string> name = new("NAME") { Description = $"One of {string.Join(", ", PublishedDatasets.All.Names)}." };
        Option<Uri?> from = new("--from")
        {
            Description = "Another server's folder with the published files.",
            HelpName = "URL",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                    return address;
                result.AddError($"--from {text}: expected an address that begins with http:// or https://");
                return null;
            },
        };
        var replace = AddCommand.ReplaceOption();
        Command command = new("download", "Download a published data set, verify it and add it. What was interrupted goes on from there.");
        command.Arguments.Add(name);
        command.Options.Add(from);
        command.Options.Add(replace);
        command.SetAction((result, _) =>
        {
            var settings = options.Read(result);
            var dataset = Find(result.GetRequiredValue(name));
            var folder = Path.Combine(new DataDirectory(settings.DataDirectory).DatasetsPath, $".{dataset.Name}.download");
            return DatasetWork.Run(settings, (store, cancellationToken) =>
                Download(dataset, result.GetValue(from), result.GetValue(replace), store, folder, cancellationToken));
        });
        return command;
    }

    private static async Task Download(
        PublishedDataset dataset, Uri? from, bool replace, ImageDatasetStore store, string folder, CancellationToken cancellationToken)
    {
        LibtorchLocation.Load();
        store.RequireNew(dataset.Name, replace);
        using HttpClient client = new() { Timeout = LongestWait };
        var path = await Fetch(dataset, new FileDownload(client, TimeProvider.System), from, folder, cancellationToken);
        var added = store.Add(dataset.Name, new ImageDatasetSource { Path = path }, replace, TimeProvider.System.GetUtcNow(), cancellationToken);
        Directory.Delete(folder, recursive: true);
        Console.Out.WriteLine(DatasetText.Added(added));
    }

    /// <summary>What came before an interruption stays for the next time; an empty folder does not.</summary>
    private static async Task<string> Fetch(
        PublishedDataset dataset, FileDownload download, Uri? from, string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await dataset.Fetch(download, from, folder, new DownloadLines(Console.Out), cancellationToken);
        }
        finally
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }

    private static PublishedDataset Find(string name)
    {
        try
        {
            return PublishedDatasets.All.Find(name);
        }
        catch (UnknownNameException failure)
        {
            throw new CommandFailure(ExitCode.BadInput, failure.Message);
        }
    }
}

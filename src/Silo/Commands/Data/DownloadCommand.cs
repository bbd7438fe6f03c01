using System.CommandLine;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features.Inception;
using FastOde.Silo.Commands.Downloads;
using FastOde.Silo.Hosting;
using FastOde.Silo.Output;
using FastOde.Silo.Views;
using FastOde.Storage.Directories;

namespace FastOde.Silo.Commands.Data;

/// <summary><c>fastode data download</c>: fetches a published data set, verifies it and adds it under its name.</summary>
internal static class DownloadCommand
{
    /// <summary>The command.</summary>
    public static Command Create(HostOptionSet options)
    {
        var name = new Argument<string>("NAME") { Description = $"One of {string.Join(", ", PublishedDatasets.All.Names)}; or {InceptionExtractor.InceptionName}, as fastode features download does." };
        var from = DownloadFolder.FromOption();
        var replace = AddCommand.ReplaceOption();
        var command = new Command("download", "Download a published data set, verify it and add it. What was interrupted goes on from there.");
        command.Arguments.Add(name);
        command.Options.Add(from);
        command.Options.Add(replace);
        CommandOutput.AddTo(command);
        options.AddDatabaseTo(command);
        command.SetAction((result, _) =>
        {
            var (output, settings) = (CommandOutput.Of(result), options.Read(result));
            if (result.GetRequiredValue(name) == InceptionExtractor.InceptionName)
                return Features.DownloadCommand.Run(output, settings, result.GetValue(from), sha256: null);
            var dataset = Find(result.GetRequiredValue(name));
            var folder = Path.Combine(new DataDirectory(settings.DataDirectory).DatasetsPath, $".{dataset.Name}.download");
            return DatasetWork.Change(settings, "data.download", dataset.Name, (store, cancellationToken) =>
                Download(output, dataset, result.GetValue(from), result.GetValue(replace), store, folder, cancellationToken));
        });
        return command;
    }

    private static async Task Download(
        CommandOutput output, PublishedDataset dataset, Uri? from, bool replace, ImageDatasetStore store, string folder, CancellationToken cancellationToken)
    {
        LibtorchLocation.Prepare();
        store.RequireNew(dataset.Name, replace);
        var added = await DownloadFolder.Use(folder, async (download, part) =>
        {
            var path = await dataset.Fetch(download, from, folder, new DownloadPart(part), cancellationToken);
            part.Begin("images");
            return store.Add(dataset.Name, new ImageDatasetSource { Path = path }, replace, TimeProvider.System.GetUtcNow(), part, cancellationToken);
        });
        output.Write(DatasetView.Of(added), DatasetText.Added(added));
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

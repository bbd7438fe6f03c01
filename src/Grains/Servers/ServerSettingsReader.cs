using FastOde.Contracts.Servers;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.Grains.Trainers;
using FastOde.Storage;
using FastOde.Storage.Directories;

namespace FastOde.Grains.Servers;

/// <summary>Looks at the data directory and the options of this process.</summary>
/// <param name="directory">The data directory.</param>
/// <param name="datasets">The data sets of images.</param>
/// <param name="extractors">The extractors of features.</param>
/// <param name="options">How the process was started.</param>
/// <param name="storage">How the database was.</param>
/// <param name="reserve">What is kept free.</param>
internal sealed class ServerSettingsReader(
    DataDirectory directory, ImageDatasetStore datasets, FeatureExtractors extractors, FastOdeGrainsOptions options, StorageOptions storage, DiskReserve reserve) : IServerSettings
{
    /// <inheritdoc/>
    public Task<ServerSettings> Read(CancellationToken cancellationToken) => Task.Run(
        () => new ServerSettings
        {
            DatasetsFolder = directory.DatasetsPath,
            FeaturesFolder = directory.FeaturesPath,
            Datasets = [.. Points(), .. Images(), .. ToDownload()],
            Extractors = [.. extractors.Names().Select(Extractor)],
            AuditDays = options.AuditAge is { } age ? (int)age.TotalDays : null,
            UndoTime = storage.UndoTime,
            Reserve = options.Reserve ?? (reserve.Room is { } room ? DiskReserve.UsualOf(room.Total) : null),
            UserTrials = options.UserTrials,
        },
        cancellationToken);

    private static IEnumerable<DatasetSetting> Points() =>
        DatasetCatalog.Datasets.Names.Select(name => new DatasetSetting { Name = name, Holds = "points" });

    private IEnumerable<DatasetSetting> Images() => datasets.Names().Select(name =>
    {
        var path = Path.Combine(directory.DatasetsPath, name);
        var found = new DatasetSetting { Name = name, Path = path };
        try
        {
            var info = datasets.Find(name);
            return found with
            {
                Bytes = new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length),
                Holds = $"{(info.Shape.Channels == 1 ? "grey" : "rgb")} {info.Shape.Height} × {info.Shape.Width}",
                TrainCount = info.Train.Count,
                TestCount = info.Test?.Count,
                Sha256 = info.Sha256,
                AddedAt = info.AddedAt,
            };
        }
        catch (Exception fault) when (fault is ImageDatasetException or IOException or UnauthorizedAccessException)
        {
            return found with { Fault = fault.Message };
        }
    });

    private IEnumerable<DatasetSetting> ToDownload() => PublishedDatasets.All.Names.Except(datasets.Names())
        .Select(name => new DatasetSetting { Name = name, Command = $"fastode data download {name}" });

    private ExtractorSetting Extractor(string name)
    {
        var found = new ExtractorSetting { Name = name, Path = extractors.PathOf(name) };
        try
        {
            var info = extractors.Find(name);
            return found with { Bytes = new FileInfo(found.Path).Length, Features = info.Dimension, Images = info.Images, Accuracy = info.Accuracy };
        }
        catch (Exception fault) when (fault is FeatureFileException or IOException or UnauthorizedAccessException)
        {
            return found with { Fault = fault.Message };
        }
    }
}

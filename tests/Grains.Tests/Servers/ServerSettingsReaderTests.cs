using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.Grains.Servers;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Grains.Trainers;
using FastOde.Storage;
using FastOde.Storage.Directories;

namespace FastOde.Grains.Tests.Servers;

public sealed class ServerSettingsReaderTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Read_ADirectoryWithADamagedSetAndExtractor_NamesThemWithTheReason()
    {
        var data = new DataDirectory(directory.Path);
        Directory.CreateDirectory(Path.Combine(data.DatasetsPath, "broken"));
        await File.WriteAllTextAsync(Path.Combine(data.DatasetsPath, "broken", "dataset.json"), "{", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(data.FeaturesPath);
        var extractors = new FeatureExtractors(data.FeaturesPath);
        await File.WriteAllTextAsync(extractors.PathOf("mine-classifier"), "no weights", TestContext.Current.CancellationToken);
        var options = new FastOdeGrainsOptions { AuditAge = TimeSpan.FromDays(30), Reserve = 5, UserTrials = 3 };

        var settings = await new ServerSettingsReader(
            data, new ImageDatasetStore(data.DatasetsPath), extractors, options, new StorageOptions(), new DiskReserve(data, options, new DiskSpace()))
            .Read(TestContext.Current.CancellationToken);

        Assert.Equal((30, 5, 3), (settings.AuditDays, settings.Reserve, settings.UserTrials));
        Assert.Contains(settings.Datasets, set => set is { Name: "two-gaussians", Path: null, Fault: null });
        Assert.Contains("fastode data rm broken", settings.Datasets.Single(set => set.Name == "broken").Fault, StringComparison.Ordinal);
        Assert.Equal("fastode data download mnist", settings.Datasets.Single(set => set.Name == "mnist").Command);
        Assert.NotNull(Assert.Single(settings.Extractors).Fault);
    }
}

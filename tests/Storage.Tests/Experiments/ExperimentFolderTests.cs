using FastOde.Contracts.Results;
using FastOde.Storage.Directories;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Experiments;

/// <summary>A new experiment and the folders that a lost or newer database has left.</summary>
public sealed class ExperimentFolderTests : IAsyncLifetime
{
    private SqliteStoreFixture fixture = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => fixture = await SqliteStoreFixture.Create();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Create_BesideForeignFolders_TakesAnIdAboveThem()
    {
        MakeFolders("2", "7", "007", "8x", "-3", "99999999999999999999");

        var first = await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        var second = await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);

        Assert.Equal((8, 9), (first, second));
        Assert.Equal("8-1", Assert.Single(await fixture.Experiments.Trials(first, Cancellation)).Id);
    }

    [Fact]
    public async Task CreateFinished_BesideForeignFolders_TakesAnIdAboveThem()
    {
        MakeFolders("3");
        string? named = null;

        await fixture.Experiments.CreateFinished(
            Sample.Spec(), Sample.Plan(), "from a file",
            trialId =>
            {
                named = trialId;
                return new ArtifactRecord { Kind = "checkpoint", Path = "artifacts/4/1/a", Step = 70, Bytes = 3, Sha256 = "ab" };
            },
            Cancellation);

        Assert.Equal("4-1", named);
    }

    [Fact]
    public async Task Create_BesideItsOwnFolders_CountsOn()
    {
        var first = await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        MakeFolders($"{first}");

        Assert.Equal(first + 1, await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation));
    }

    [Fact]
    public async Task Orphans_AreTheFoldersThatNoExperimentOwns()
    {
        await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        MakeFolders("1", "4", "30");

        Assert.Equal([4, 30], await fixture.Experiments.Orphans(Cancellation));
        Assert.Equal([4, 30], await StorageServices.Inspector(fixture.Directory).OrphanedExperiments(Cancellation));
    }

    [Fact]
    public async Task OrphanedExperiments_WithoutADatabase_AreAllFolders()
    {
        using var empty = new TemporaryDirectory();
        var directory = new DataDirectory(empty.Path);
        Assert.Empty(await StorageServices.Inspector(directory).OrphanedExperiments(Cancellation));

        Directory.CreateDirectory(directory.ArtifactFolder("5-1"));

        Assert.Equal([5], await StorageServices.Inspector(directory).OrphanedExperiments(Cancellation));
        Assert.False(File.Exists(directory.DatabasePath));
    }

    private void MakeFolders(params string[] names)
    {
        foreach (var name in names)
            Directory.CreateDirectory(Path.Combine(fixture.Directory.ArtifactsPath, name, "1"));
    }
}

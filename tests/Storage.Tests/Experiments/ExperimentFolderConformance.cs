using FastOde.Contracts.Results;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Experiments;

/// <summary>A new experiment and the folders that a lost or newer database has left.</summary>
public abstract class ExperimentFolderConformance : StoreConformance
{
    [Fact]
    public async Task Create_BesideForeignFolders_TakesAnIdAboveThem()
    {
        MakeFolders("2", "7", "007", "8x", "-3", "99999999999999999999");

        var first = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        var second = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);

        Assert.Equal((8, 9), (first, second));
        Assert.Equal("8-1", Assert.Single(await Fixture.Experiments.Trials(first, Cancellation)).Id);
    }

    [Fact]
    public async Task CreateFinished_BesideForeignFolders_TakesAnIdAboveThem()
    {
        MakeFolders("3");
        string? named = null;

        await Fixture.Experiments.CreateFinished(
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
        var first = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        MakeFolders($"{first}");

        Assert.Equal(first + 1, await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation));
    }

    [Fact]
    public async Task Orphans_AreTheFoldersThatNoExperimentOwns()
    {
        await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        MakeFolders("1", "4", "30");

        Assert.Equal([4, 30], await Fixture.Experiments.Orphans(Cancellation));
        Assert.Equal([4, 30], await StorageServices.Inspector(Fixture.Directory, Fixture.Options).OrphanedExperiments(Cancellation));
    }

    [Fact]
    public async Task Create_AfterAnIdThatFoldersChose_CountsOnWhateverHappensToThem()
    {
        MakeFolders("7");
        var first = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        Directory.Delete(Path.Combine(Fixture.Directory.ArtifactsPath, "7"), recursive: true);

        Assert.Equal((8, 9), (first, await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation)));
    }

    private void MakeFolders(params string[] names)
    {
        foreach (var name in names)
            Directory.CreateDirectory(Path.Combine(Fixture.Directory.ArtifactsPath, name, "1"));
    }
}

using FastOde.Contracts.Trials;
using FastOde.Storage.Repairs;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Repairs;

/// <summary>What a repair makes of files and records that differ, whatever the database.</summary>
public abstract class RepairConformance : StoreConformance
{
    private const string Known = "artifacts/1/1/checkpoints/step-00000007.safetensors";
    private const string Gone = "artifacts/1/1/checkpoints/step-00000005.safetensors";
    private const string Stray = "artifacts/1/2/samples/7/euler-1.png";
    private const string Foreign = "artifacts/9/1/checkpoints/step-00000001.safetensors";

    private ArtifactRepair Repair => Fixture.Services.GetRequiredService<ArtifactRepair>();

    [Fact]
    public async Task Find_FilesAndRecordsThatAgree_FindsNothing()
    {
        await Record(Known);
        Write(Known);

        Assert.True((await Repair.Find(Cancellation)).AreNone);
    }

    [Fact]
    public async Task Repair_FilesAndRecordsThatDiffer_LosesNoContentAndMakesThemAgree()
    {
        await Record(Known, Gone);
        foreach (var file in new[] { Known, Stray, Foreign })
            Write(file);

        var found = await Repair.Find(Cancellation);
        var mended = await Repair.Repair(Cancellation);

        Assert.Equal([Gone], found.Missing);
        Assert.Equal([Stray], found.Unrecorded);
        Assert.Equal(found.Missing, mended.Missing);
        Assert.Equal(found.Unrecorded, mended.Unrecorded);
        Assert.True((await Repair.Find(Cancellation)).AreNone);
        Assert.Equal([Known], (await Fixture.Trials.Find("1-1", Cancellation))!.Artifacts.Select(artifact => artifact.Path));
        Assert.True(File.Exists(Path.Combine(Fixture.Directory.UnrecordedPath, Stray)));
        Assert.False(File.Exists(Fixture.Directory.Absolute(Stray)));
        Assert.True(File.Exists(Fixture.Directory.Absolute(Foreign)));
    }

    [Fact]
    public async Task Repair_FileMovedAwayBefore_KeepsBoth()
    {
        await Record(Known);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Write(Stray);
            await Repair.Repair(Cancellation);
        }

        Assert.Equal(["euler-1.png", "euler-1.png.2"], Directory.EnumerateFiles(Fixture.Directory.UnrecordedPath, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order());
    }

    private async Task Record(params string[] paths)
    {
        await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(2), Cancellation);
        var lease = await Fixture.Trials.BeginAttempt("1-1", "host/cpu-0", Sample.Lease, Cancellation);
        await Fixture.Measurements.Add(lease, [new ArtifactReport { Written = [.. paths.Select(path => Sample.Checkpoint(7) with { Path = path })] }], Cancellation);
    }

    private void Write(string path)
    {
        var file = Fixture.Directory.Absolute(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, [1, 2, 3]);
    }
}

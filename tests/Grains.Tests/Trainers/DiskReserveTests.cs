using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Grains.Trainers;
using FastOde.Storage.Directories;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Trainers;

public sealed class DiskReserveTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly Rehearsal rehearsal = new();
    private readonly FakeDiskSpace space = new() { Room = new(Free: 5_000, Total: 1_000_000) };

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(5_001L, true)]
    [InlineData(5_000L, false)]
    [InlineData(0L, false)]
    [InlineData(null, true)]
    public void Hindrance_WithAReserve_IsThereBelowIt(long? reserve, bool expected) =>
        Assert.Equal(expected, Reserve(reserve).Hindrance() is not null);

    [Fact]
    public void Hindrance_WhereTheSystemDoesNotTell_IsNone()
    {
        space.Room = null;
        Assert.Null(Reserve(1).Hindrance());
    }

    [Fact]
    public void UsualOf_ALargeDisk_IsOneGibibyte()
    {
        Assert.Equal(1L << 30, DiskReserve.UsualOf(1L << 40));
        Assert.Equal(50, DiskReserve.UsualOf(1000));
    }

    [Fact]
    public void Of_AFolder_IsTheRoomOfItsFileSystem()
    {
        var room = new DiskSpace().Of(directory.Path)!.Value;
        Assert.InRange(room.Free, 0, room.Total);
        Assert.Null(new DiskSpace().Of(Path.Combine(directory.Path, "missing")));
    }

    [Fact]
    public async Task Silo_BelowTheReserve_StartsNothingAndSaysWhyAndGoesOnByItself()
    {
        await using var silo = await TestSilo.Start(
            directory.Path, rehearsal, configure: builder => builder.Services.AddSingleton<IDiskSpace>(space));
        var id = await silo.Submit(Experiment.Functions(2, "{ retries: 0 }"));

        var trials = await Eventually.Gets(
            silo.Experiment(id).Trials, trials => trials.Any(trial => trial.IsBlocked), "a trial says why it waits");
        Assert.StartsWith("less than the reserve of", trials.First(trial => trial.IsBlocked).Message, StringComparison.Ordinal);
        Assert.All((await silo.Scheduler.Status()).Slots, slot => Assert.StartsWith("less than the reserve of", slot.Fault, StringComparison.Ordinal));
        Assert.Empty(rehearsal.Started);
        Assert.Empty((await silo.Trial($"{id}-1")).Attempts);

        space.Room = new(Free: 900_000, Total: 1_000_000);
        rehearsal.FinishAll(id, 2);
        Assert.Equal(2, (await silo.Reaches(id, ExperimentState.Completed)).CompletedTrials);
        Assert.All(await silo.Experiment(id).Trials(), trial => Assert.False(trial.IsBlocked));
    }

    private DiskReserve Reserve(long? bytes) => new(new DataDirectory(directory.Path), new() { Reserve = bytes }, space);
}

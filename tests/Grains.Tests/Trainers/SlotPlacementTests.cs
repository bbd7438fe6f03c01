using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;

namespace FastOde.Grains.Tests.Trainers;

public sealed class SlotPlacementTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly Rehearsal rehearsal = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Silos_WithASlotEach_RunATrialEachAndTakeOverWhenOneStops()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1, silos: 2);
        var id = await silo.Submit(Experiment.Functions(2));
        await silo.Reaches($"{id}-1", TrialState.Running);
        await silo.Reaches($"{id}-2", TrialState.Running);
        await Eventually.Gets(() => rehearsal.Started.Count - rehearsal.Ended.Count, running => running == 2, "both trials run");
        var hosts = rehearsal.Started.Select(lease => lease.SlotId.Split('/')[0]).Distinct().ToList();
        Assert.Equal(2, hosts.Count);

        await silo.Stop(hosts[1]);
        rehearsal.FinishAll(id, 2);
        await silo.Reaches(id, ExperimentState.Completed);

        Assert.StartsWith(hosts[0], rehearsal.Started[^1].SlotId, StringComparison.Ordinal);
    }
}

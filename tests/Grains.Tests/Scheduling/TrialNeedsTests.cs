using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Scheduling;
using FastOde.Specs;

namespace FastOde.Grains.Tests.Scheduling;

public sealed class TrialNeedsTests
{
    [Theory]
    [InlineData("auto", null, 2, null, null, "auto", null, 1)]
    [InlineData("cuda", 0.5, 2, null, null, "cuda", 0.5, 2)]
    [InlineData("auto", 8.0, 1, "cuda:1", 2.0, "cuda:1", 2.0, 1)]
    public void Of_TrialAndItsAssignment_SaysWhatItNeeds(
        string device, double? memory, int replicas, string? assignedDevice, double? assignedMemory, string expectedDevice, double? expectedMemory, int count)
    {
        var need = Of(new() { Device = device, Memory = memory, Replicas = replicas }, assignedDevice, assignedMemory)!;

        Assert.Equal((expectedDevice, (long?)(expectedMemory * (1L << 30)), count), (need.Device, need.Memory, need.Count));
    }

    [Fact]
    public void Of_TrialOnTheProcessor_NeedsNothing()
    {
        Assert.Null(Of(new() { Device = "cpu", Memory = 4 }));
        Assert.Null(Of(new(), "cpu"));
        Assert.Null(Of(new() { Function = "sphere" }));
    }

    private static GpuNeed? Of(TrialSpec spec, string? device = null, double? memory = null)
    {
        Dictionary<string, ParameterValue> assignment = [];
        if (device is not null)
            assignment["device"] = ParameterValue.Of(device);
        if (memory is { } gibibytes)
            assignment["memory"] = ParameterValue.Of(gibibytes);
        var terms = new TrialTerms { Slots = new(), Retries = 0, Gpus = TrialNeeds.Usual(spec) };
        return TrialNeeds.Of(terms, new() { Id = "1-1", ExperimentId = 1, Number = 1, Parameters = assignment, Seed = 0, State = TrialState.Queued, Iterations = 1 });
    }
}

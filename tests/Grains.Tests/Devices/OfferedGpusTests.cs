using FastOde.Grains.Devices;

namespace FastOde.Grains.Tests.Devices;

public sealed class OfferedGpusTests
{
    [Fact]
    public void Note_GpusOfTheMachine_OffersThemUnderTheNamesOfCuda()
    {
        var gpus = new OfferedGpus(new() { IsUsable = true, Visible = "1,GPU-0,7,0" });
        Assert.Null(gpus.Found);

        gpus.Note([ScriptedGpus.Gpu(), ScriptedGpus.Gpu(number: 1)]);

        Assert.Equal(
            [("cuda:0", $"{Environment.MachineName}/GPU-1", 4096L), ("cuda:1", $"{Environment.MachineName}/GPU-0", 4096L)],
            gpus.Found!.Select(gpu => (gpu.Device, gpu.Key, gpu.Memory)));
    }

    [Fact]
    public void Note_WhereNobodyCanSayWhatCudaSees_KnowsNothing()
    {
        var parts = new OfferedGpus(new() { IsUsable = true, Visible = "MIG-1" });
        var others = new OfferedGpus(new() { IsUsable = true, IsNumberedByBus = false });
        var silent = new OfferedGpus(new() { IsUsable = true });

        parts.Note([ScriptedGpus.Gpu()]);
        others.Note([ScriptedGpus.Gpu(), ScriptedGpus.Gpu(number: 1)]);
        silent.Note([ScriptedGpus.Gpu() with { MemoryTotal = null }]);

        Assert.All([parts, others, silent], gpus => Assert.Null(gpus.Found));
    }

    [Fact]
    public void Found_WhereOptionsSayIt_IsWhatTheySay()
    {
        var without = new OfferedGpus(new());
        var told = new OfferedGpus(new() { Memory = [10, 20] });

        without.Note([ScriptedGpus.Gpu()]);
        told.Note([ScriptedGpus.Gpu()]);

        Assert.Empty(without.Found!);
        Assert.Equal([("cuda:0", 10L), ("cuda:1", 20L)], told.Found!.Select(gpu => (gpu.Device, gpu.Memory)));
    }
}

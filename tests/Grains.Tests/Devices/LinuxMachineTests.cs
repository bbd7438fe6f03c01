using FastOde.Grains.Devices;
using FastOde.Grains.Tests.TestSupport;

namespace FastOde.Grains.Tests.Devices;

public sealed class LinuxMachineTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_Twice_GivesTheBusyPartBetween()
    {
        var machine = new LinuxMachine(folder.Path);
        Write("cpu  100 10 20 800 40 0 5 0 90 0");
        Assert.Null(machine.Read()!.Utilization);

        // 50 more of work, 150 more of idling and of waiting for a disk; the guest's time is in the user's already.
        Write("cpu  130 10 35 900 90 0 10 0 900 0");

        var use = machine.Read()!;
        Assert.Equal(0.25, use.Utilization);
        Assert.Equal(("cpu", 3_000_000L * 1024, 4_000_000L * 1024), (use.Device, use.MemoryUsed, use.MemoryTotal));
    }

    [Fact]
    public void Read_NothingThere_GivesNothing() => Assert.Null(new LinuxMachine(folder.Path).Read());

    [Fact]
    public void Read_ThisMachine_IsWithinBounds()
    {
        var use = new LinuxMachine("/proc").Read()!;
        Assert.InRange(use.MemoryUsed!.Value, 1, use.MemoryTotal!.Value);
        Assert.Equal(Environment.MachineName, use.Machine);
    }

    private void Write(string processor)
    {
        File.WriteAllText(Path.Combine(folder.Path, "stat"), $"{processor}\ncpu0 1 2 3 4 5 6 7 8 9 10\n");
        File.WriteAllText(Path.Combine(folder.Path, "meminfo"), "MemTotal:        4000000 kB\nMemFree:          200000 kB\nMemAvailable:    1000000 kB\nHugePages_Total:       0\n");
    }
}

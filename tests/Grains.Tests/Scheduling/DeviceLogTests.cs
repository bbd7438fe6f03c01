using FastOde.Grains.Scheduling;
using FastOde.Grains.Tests.Devices;

namespace FastOde.Grains.Tests.Scheduling;

public sealed class DeviceLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SchedulingTimes Times = new();

    private readonly DeviceLog log = new(Times);

    [Fact]
    public void Status_AfterManyReadings_HasTheLastMinutes()
    {
        for (var reading = 0; reading <= DeviceLog.Length; reading++)
            log.Hear([ScriptedGpus.Gpu(utilization: reading / 100.0)], Start + (Times.Devices * reading));

        var device = Assert.Single(log.Status(Start + (Times.Devices * DeviceLog.Length)));

        Assert.Equal(DeviceLog.Length, device.History.Count);
        Assert.Equal(Start + Times.Devices, device.History[0].At);
        Assert.Equal((0.6, 0.25), (device.History[^1].Utilization, device.History[^1].Memory));
    }

    [Fact]
    public void Hear_TwoProcessesOfAMachine_IsOneDevice()
    {
        for (var second = 0; second < 60; second += 5)
            log.Hear([ScriptedGpus.Gpu(utilization: second / 60.0)], Start.AddSeconds(second));

        var device = Assert.Single(log.Status(Start.AddSeconds(60)));

        Assert.Equal(55 / 60.0, device.Use.Utilization);
        Assert.Equal([0.0, 10, 20, 30, 40, 50], device.History.Select(reading => (reading.At - Start).TotalSeconds));
    }

    [Fact]
    public void Status_MachineThatIsSilent_IsForgotten()
    {
        log.Hear([ScriptedGpus.Gpu()], Start);
        log.Hear([ScriptedGpus.Gpu() with { Machine = "other" }], Start.AddSeconds(20));
        Assert.Equal("other", Assert.Single(log.Status(Start.AddSeconds(31))).Use.Machine);
    }
}

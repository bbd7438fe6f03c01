using System.Diagnostics.Metrics;
using FastOde.Grains.Devices;
using FastOde.Grains.Telemetry;
using FastOde.Grains.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Tests.Devices;

public sealed class DeviceWatchTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Silo_WithAGpu_TellsMetricsAndScheduler()
    {
        var gpus = new ScriptedGpus { Gpus = [ScriptedGpus.Gpu(utilization: 0.5), ScriptedGpus.Gpu(number: 1, utilization: null)] };
        await using var silo = await Start(gpus);

        var status = await Eventually.Gets(silo.Scheduler.Status, status => status.Devices.Count(device => device.History.Count > 2) == 3, "all devices have a past");

        Assert.Equal(["cpu", "gpu-0", "gpu-1"], status.Devices.Select(device => device.Use.Device));
        Assert.Equal((0.5, 0.25), (status.Devices[1].History[0].Utilization, status.Devices[1].History[0].Memory));
        var read = Metrics(silo);
        Assert.Equal(0.5, Assert.Single(read, number => number.Name == "hw.gpu.utilization").Value);
        Assert.Equal([1024.0, 1024.0], read.Where(number => number.Name == "hw.gpu.memory.usage").Select(number => number.Value));
        Assert.Equal([4096.0, 4096.0], read.Where(number => number.Name == "hw.gpu.memory.limit").Select(number => number.Value));
        Assert.Equal("hw.id=GPU-0 hw.model=Test GPU hw.name=gpu-0 hw.vendor=NVIDIA", read.First(number => number.Name == "hw.gpu.memory.usage").Tags);
    }

    [Fact]
    public async Task Silo_WhoseGpusCannotBeRead_SaysItOnceAndGoesOn()
    {
        var gpus = new ScriptedGpus { Problem = "nvidia-smi ended with code 1" };
        var logger = new RecordingLogger<DeviceWatch>();
        await using var silo = await Start(gpus, logger);
        await Eventually.Gets(() => gpus.Asked, asked => asked > 2, "the GPUs are asked for again");

        Assert.Empty(Metrics(silo));
        Assert.Contains("nvidia-smi ended with code 1", Assert.Single(logger.Lines), StringComparison.Ordinal);

        gpus.Gpus = [ScriptedGpus.Gpu(utilization: 1)];
        gpus.Problem = null;
        await Eventually.Gets(silo.Scheduler.Status, status => status.Devices.Count == 2, "the GPU is there");
        Assert.NotEmpty(Metrics(silo));
    }

    [Fact]
    public async Task Silo_WhoseTrialsCanUseTheGpu_KnowsItBeforeItOffersASlot()
    {
        await using var silo = await TestSilo.Start(directory.Path, configure: silo => silo.Services
            .AddSingleton<IGpuReader>(new ScriptedGpus { Gpus = [ScriptedGpus.Gpu()] })
            .AddSingleton(new GpuOptions { IsUsable = true }));

        var status = await Eventually.Gets(silo.Scheduler.Status, status => status.Slots.Count > 0, "the slots are there");

        Assert.Equal(("cuda:0", 4096L), (Assert.Single(status.Gpus).Gpu.Device, status.Gpus[0].Gpu.Memory));
    }

    [Fact]
    public async Task Silo_WithoutAGpu_HasNoSuchMetrics()
    {
        var gpus = new ScriptedGpus();
        await using var silo = await Start(gpus);
        var status = await Eventually.Gets(silo.Scheduler.Status, status => status.Devices.Count > 0, "the machine is there");
        Assert.Equal("cpu", Assert.Single(status.Devices).Use.Device);
        Assert.Empty(Metrics(silo));
    }

    private Task<TestSilo> Start(ScriptedGpus gpus, RecordingLogger<DeviceWatch>? logger = null) => TestSilo.Start(directory.Path, configure: silo =>
    {
        silo.Services.AddSingleton<IGpuReader>(gpus);
        if (logger is not null)
            silo.Services.AddSingleton<ILogger<DeviceWatch>>(logger);
    });

    /// <summary>What a collector would read of this silo's GPUs.</summary>
    private static List<(string Name, double Value, string Tags)> Metrics(TestSilo silo)
    {
        var read = new List<(string, double, string)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == AttemptTelemetry.Name && instrument.Meter.Scope == silo.Services.GetRequiredService<IMeterFactory>() && instrument.Name.StartsWith("hw.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => read.Add((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => read.Add((instrument.Name, value, Text(tags))));
        listener.Start();
        listener.RecordObservableInstruments();
        return read;
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));
}

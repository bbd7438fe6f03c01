using FastOde.Bench.Soak;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>The short form of bench/Soak: thousands of trials, and what each leaves in memory.</summary>
[Collection(AloneCollection.Name)]
public sealed class SoakTests
{
    private const int Trials = 8_000;
    private const double WarmUpMinutes = 0.4;

    // A large experiment knows its trials while it runs, some 0.8 kB each. The grain of a trial that has ended is twice that.
    private const double MostHeapATrial = 2000;
    private const int MostHandles = 20;

    [Fact]
    public async Task Serve_WithThousandsOfTrials_KeepsLittleOfEach()
    {
        var samples = await SoakRun.Measure(
            FastOdeProcess.Executable,
            2 * Trials,
            TimeSpan.FromSeconds(4),
            sample => sample is { Trials: >= Trials, Minutes: > 2 * WarmUpMinutes },
            TestContext.Current.CancellationToken);

        var report = new SoakReport(samples, WarmUpMinutes);
        var told = string.Join(Environment.NewLine, samples);
        Assert.True(report.HeapATrial < MostHeapATrial, $"{report.HeapATrial:F0} bytes a trial{Environment.NewLine}{told}");
        Assert.True(samples[^1].Handles - samples[0].Handles < MostHandles, told);
    }
}

using FastOde.Bench.Soak;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Ten minutes of bench/Soak, beside the other tests: tens of thousands of trials, and what each leaves in memory.</summary>
public sealed class SoakTests
{
    private const double Minutes = 10;

    // Ended experiments stay for two to three minutes, so that memory is level no sooner.
    private const double WarmUpMinutes = 4;

    // A trial that stayed after its experiment would leave 0.8 kB, and 2.8 kB with its grain.
    private const double MostHeapATrial = 400;
    private const int MostHandles = 20;

    private static readonly SoakTempo Tempo = new() { LargeTrials = 1000, Large = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task Serve_ForTenMinutesOfTrials_KeepsNothingOfThoseThatEnded()
    {
        var samples = await SoakRun.Measure(
            FastOdeProcess.Executable,
            Tempo,
            TimeSpan.FromSeconds(10),
            sample => sample.Minutes >= Minutes,
            TestContext.Current.CancellationToken);

        var report = new SoakReport(samples, WarmUpMinutes);
        var told = string.Join(Environment.NewLine, samples);
        Assert.True(report.Trials > 3 * Tempo.LargeTrials, told);
        Assert.True(report.HeapATrial < MostHeapATrial, $"{report.HeapATrial:F0} bytes a trial{Environment.NewLine}{told}");
        Assert.True(samples[^1].Handles - samples[0].Handles < MostHandles, told);
    }
}

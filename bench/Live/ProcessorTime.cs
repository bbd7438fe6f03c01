using System.Diagnostics;

namespace FastOde.Bench.Live;

/// <summary>What share of one core a process takes.</summary>
/// <param name="processId">The process.</param>
internal sealed class ProcessorTime(int processId)
{
    /// <summary>The share over some time, in %.</summary>
    /// <param name="span">The time.</param>
    public async Task<double> Share(TimeSpan span)
    {
        using var process = Process.GetProcessById(processId);
        var (time, clock) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(span);
        process.Refresh();
        return 100 * (process.TotalProcessorTime - time) / Stopwatch.GetElapsedTime(clock);
    }
}

using System.Diagnostics;

namespace FastOde.Bench.Soak;

/// <summary>Small trials without an end in one process, which is measured again and again.</summary>
internal static class SoakRun
{
    private const int Slots = 2;

    /// <summary>Runs the soak.</summary>
    /// <param name="executable">The program.</param>
    /// <param name="tempo">How much work it gets.</param>
    /// <param name="interval">Time between two samples.</param>
    /// <param name="isLast">Hears of each sample, and says whether it is the last.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The samples, in order.</returns>
    public static async Task<IReadOnlyList<ProcessSample>> Measure(
        string executable, SoakTempo tempo, TimeSpan interval, Func<ProcessSample, bool> isLast, CancellationToken cancellationToken)
    {
        await using var process = await SoakedProcess.Start(executable, Slots, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = new SoakWork(process.Client, tempo);
        var meter = new ProcessMeter(process.Id);
        var start = Stopwatch.GetTimestamp();
        var working = work.Run(over.Token);
        List<ProcessSample> samples = [];
        try
        {
            do
            {
                // A fault of the work ends the soak at once.
                if (await Task.WhenAny(working, Task.Delay(interval, cancellationToken)) == working)
                    await working;
                samples.Add(await Take(process, meter, work, start, cancellationToken));
            }
            while (!isLast(samples[^1]));
        }
        finally
        {
            await over.CancelAsync();
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return samples;
    }

    private static async Task<ProcessSample> Take(
        SoakedProcess process, ProcessMeter meter, SoakWork work, long start, CancellationToken cancellationToken) => new ProcessSample
        {
            HeapMegabytes = await meter.CollectHeap(),
            ResidentMegabytes = meter.ResidentMegabytes(),
            Handles = meter.Handles(),
            DatabaseMegabytes = process.DatabaseBytes / 1e6,
            Trials = await work.Trials(cancellationToken),
            LateRounds = work.LateRounds,
            StepMicroseconds = work.StepMicroseconds(),
            Minutes = Stopwatch.GetElapsedTime(start).TotalMinutes,
        };
}

namespace FastOde.Bench.Soak;

/// <summary>What a soak says after its warm-up.</summary>
/// <param name="samples">All samples, in order.</param>
/// <param name="warmUp">Minutes that do not count.</param>
internal sealed class SoakReport(IReadOnlyList<ProcessSample> samples, double warmUp)
{
    private readonly List<ProcessSample> counted = [.. samples.Where(sample => sample.Minutes >= warmUp)];

    /// <summary>Growth of resident memory, MB an hour.</summary>
    public double ResidentAnHour => AnHour(sample => sample.ResidentMegabytes);

    /// <summary>Growth of the managed heap, MB an hour.</summary>
    public double HeapAnHour => AnHour(sample => sample.HeapMegabytes);

    /// <summary>
    /// Growth of the managed heap, bytes a trial: from the least of the first third to the least of the last. What is in use for
    /// a moment only adds to it.
    /// </summary>
    public double HeapATrial
    {
        get
        {
            var before = First.MinBy(sample => sample.HeapMegabytes)!;
            var after = Last.MinBy(sample => sample.HeapMegabytes)!;
            return 1e6 * (after.HeapMegabytes - before.HeapMegabytes) / (after.Trials - before.Trials);
        }
    }

    /// <summary>Growth of handles, an hour.</summary>
    public double HandlesAnHour => AnHour(sample => sample.Handles);

    /// <summary>Growth of the database, bytes a trial.</summary>
    public double DatabaseATrial => 1e6 * Trend.Slope([.. counted.Select(sample => ((double)sample.Trials, sample.DatabaseMegabytes))]);

    /// <summary>The time of a step in the last third of the soak, divided by that in the first third after the warm-up.</summary>
    public double StepGrowth =>
        Trend.Median(Last.Select(sample => sample.StepMicroseconds)) / Trend.Median(First.Select(sample => sample.StepMicroseconds));

    /// <summary>Rounds of work that began late after the warm-up.</summary>
    public long LateRounds => counted[^1].LateRounds - counted[0].LateRounds;

    /// <summary>Trials after the warm-up.</summary>
    public long Trials => counted[^1].Trials - counted[0].Trials;

    private IEnumerable<ProcessSample> First => counted.Take(counted.Count / 3);

    private IEnumerable<ProcessSample> Last => counted.TakeLast(counted.Count / 3);

    private double AnHour(Func<ProcessSample, double> value) =>
        60 * Trend.Slope([.. counted.Select(sample => (sample.Minutes, value(sample)))]);
}

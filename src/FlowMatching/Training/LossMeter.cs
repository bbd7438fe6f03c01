using FastOde.FlowMatching.Methods;

namespace FastOde.FlowMatching.Training;

/// <summary>Mean losses since the last report. Its sums are in the checkpoint, so that a resumed run reports the same means.</summary>
internal sealed class LossMeter
{
    /// <summary>The entry that counts steps; it is not reported.</summary>
    public const string Steps = "steps";

    private readonly string[] names;
    private readonly double[] sums;
    private readonly Dictionary<string, int> places;

    /// <summary>Begins with nothing seen.</summary>
    /// <param name="names">What is summed, each name once, in the order of reports and checkpoints; <see cref="Steps"/> among them.</param>
    public LossMeter(IEnumerable<string> names)
    {
        this.names = [.. names];
        sums = new double[this.names.Length];
        places = this.names.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
    }

    /// <summary>What was summed since the last report, in the order of the names.</summary>
    public ReadOnlySpan<double> Sums => sums;

    /// <summary>Squared errors by bins of time since their last report.</summary>
    public TimeBins ByTime { get; } = new();

    /// <summary>Whether all that is due at the present step was reported; a run stopped before that makes up for it when it resumes.</summary>
    public bool Reported { get; set; } = true;

    /// <summary>Takes a loss of the present step in.</summary>
    public void Add(string name, double value) => sums[places[name]] += value;

    /// <summary>Takes losses of the present step in.</summary>
    public void Add(IReadOnlyList<string> some, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < some.Count; i++)
            Add(some[i], values[i]);
    }

    /// <summary>Counts the present step.</summary>
    public void EndStep()
    {
        Add(Steps, 1);
        Reported = false;
    }

    /// <summary>Continues from stored sums.</summary>
    public void Restore(ReadOnlySpan<double> stored, bool reported)
    {
        stored.CopyTo(sums);
        Reported = reported;
    }

    /// <summary>The squared errors of the velocity by bins of time, and a fresh start for them; bins without a sample are left out.</summary>
    public IReadOnlyList<TrainingMetric> ReportByTime(int step)
    {
        TrainingMetric[] metrics =
        [
            .. from bin in Enumerable.Range(0, TimeBins.Count)
               let mean = ByTime.Mean(bin)
               where mean is not null
               select new TrainingMetric(TrainingMetrics.VelocityLossIn(bin), step, mean.Value),
        ];
        ByTime.Clear();
        return metrics;
    }

    /// <summary>The means, and a fresh start; empty when no step was taken since the last report.</summary>
    public IReadOnlyList<TrainingMetric> Report(int step)
    {
        var steps = sums[places[Steps]];
        if (steps == 0)
            return [];
        TrainingMetric[] metrics = [.. names.Where(name => name != Steps).Select(name => new TrainingMetric(name, step, sums[places[name]] / steps))];
        Array.Clear(sums);
        return metrics;
    }
}

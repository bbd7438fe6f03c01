namespace FastOde.FlowMatching.Training;

/// <summary>Mean losses since the last report. Its sums are in the checkpoint, so that a resumed run reports the same means.</summary>
internal sealed class LossMeter
{
    private readonly double[] sums = new double[4];

    /// <summary>Loss, velocity loss, penalty and number of steps, summed since the last report.</summary>
    public ReadOnlySpan<double> Sums => sums;

    /// <summary>Whether all that is due at the present step was reported; a run stopped before that makes up for it when it resumes.</summary>
    public bool Reported { get; set; } = true;

    /// <summary>Takes a step's losses in.</summary>
    public void Add(in TrainingLoss loss)
    {
        sums[0] += loss.Total;
        sums[1] += loss.Velocity;
        sums[2] += loss.Penalty;
        sums[3]++;
        Reported = false;
    }

    /// <summary>Continues from stored sums.</summary>
    public void Restore(ReadOnlySpan<double> stored, bool reported)
    {
        stored.CopyTo(sums);
        Reported = reported;
    }

    /// <summary>The means, and a fresh start; empty when no step was taken since the last report.</summary>
    public IReadOnlyList<TrainingMetric> Report(int step)
    {
        var steps = sums[3];
        if (steps == 0)
            return [];
        TrainingMetric[] metrics =
        [
            new(TrainingMetrics.Loss, step, sums[0] / steps),
            new(TrainingMetrics.VelocityLoss, step, sums[1] / steps),
            new(TrainingMetrics.Penalty, step, sums[2] / steps),
        ];
        Array.Clear(sums);
        return metrics;
    }
}

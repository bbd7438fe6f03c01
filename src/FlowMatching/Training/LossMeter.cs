using FastOde.FlowMatching.Couplings;

namespace FastOde.FlowMatching.Training;

/// <summary>Mean losses since the last report. Its sums are in the checkpoint, so that a resumed run reports the same means.</summary>
/// <param name="penalties">The penalties of the coupling.</param>
/// <param name="hasCritic">Whether it trains a critic.</param>
/// <param name="hasPriorFlow">Whether its prior has a flow of its own.</param>
internal sealed class LossMeter(IReadOnlyList<PenaltyKind> penalties, bool hasCritic, bool hasPriorFlow)
{
    private const int Fixed = 3;
    private readonly double[] sums = new double[Fixed + Math.Max(1, penalties.Count) + (hasCritic ? 1 : 0) + (hasPriorFlow ? 1 : 0)];

    /// <summary>
    /// Loss, velocity loss, number of steps, each penalty (one that stays zero where there is none), a critic's accuracy and
    /// the loss of a prior's flow where there are such, summed since the last report.
    /// </summary>
    public ReadOnlySpan<double> Sums => sums;

    /// <summary>Whether all that is due at the present step was reported; a run stopped before that makes up for it when it resumes.</summary>
    public bool Reported { get; set; } = true;

    private ref double Accuracy => ref sums[^(hasPriorFlow ? 2 : 1)];

    /// <summary>Takes a step's losses in.</summary>
    /// <param name="loss">The losses.</param>
    /// <param name="values">Each penalty, not weighted.</param>
    /// <param name="accuracy">The critic's accuracy; means nothing where there is none.</param>
    public void Add(in TrainingLoss loss, ReadOnlySpan<double> values, double accuracy)
    {
        sums[0] += loss.Total;
        sums[1] += loss.Velocity;
        sums[2]++;
        for (var i = 0; i < values.Length; i++)
            sums[Fixed + i] += values[i];
        if (hasCritic)
            Accuracy += accuracy;
        if (hasPriorFlow)
            sums[^1] += loss.PriorFlow;
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
        var steps = sums[2];
        if (steps == 0)
            return [];
        var metrics = new List<TrainingMetric>
        {
            new(TrainingMetrics.Loss, step, sums[0] / steps),
            new(TrainingMetrics.VelocityLoss, step, sums[1] / steps),
        };
        if (penalties.Count < 2)
            metrics.Add(new TrainingMetric(TrainingMetrics.Penalty, step, sums[Fixed] / steps));
        else
            metrics.AddRange(penalties.Select((kind, i) => new TrainingMetric(TrainingMetrics.Of(kind), step, sums[Fixed + i] / steps)));
        if (hasCritic)
            metrics.Add(new TrainingMetric(TrainingMetrics.CriticAccuracy, step, Accuracy / steps));
        if (hasPriorFlow)
            metrics.Add(new TrainingMetric(TrainingMetrics.PriorFlowLoss, step, sums[^1] / steps));
        Array.Clear(sums);
        return metrics;
    }
}

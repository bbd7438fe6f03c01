namespace FastOde.FlowMatching.Metrics;

/// <summary>One metric of an evaluation, ready to measure any cell.</summary>
internal abstract class CellMetric : IDisposable
{
    /// <summary>The metric's name in a spec.</summary>
    public abstract string Name { get; }

    /// <summary>What a perfect sampler gets; null where that is 0.</summary>
    public virtual double? Floor => null;

    /// <summary>The value, or why there is no number; null where the solver leaves nothing to measure it on.</summary>
    public abstract CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken);

    public abstract void Dispose();
}

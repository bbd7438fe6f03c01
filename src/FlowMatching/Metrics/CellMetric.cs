using System.Reflection;

namespace FastOde.FlowMatching.Metrics;

/// <summary>One metric of an evaluation, ready to measure any cell. A new one is a class with a <see cref="MetricAttribute"/>.</summary>
internal abstract class CellMetric : IDisposable
{
    protected CellMetric() => Name = GetType().GetCustomAttribute<MetricAttribute>()!.Name;

    /// <summary>The metric's name in the table.</summary>
    public virtual string Name { get; }

    /// <summary>What a perfect sampler gets, known after the first measurement; null where that is 0.</summary>
    public virtual double? Floor => null;

    /// <summary>The value, or why there is no number; null where the solver leaves nothing to measure it on.</summary>
    public abstract CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }
}

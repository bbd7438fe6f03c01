using System.Reflection;

namespace FastOde.FlowMatching.Metrics;

/// <summary>One metric of an evaluation, ready to measure any cell. A new one is a class with a <see cref="MetricAttribute"/>.</summary>
public abstract class CellMetric : IDisposable
{
    /// <summary>Takes the name from the attribute.</summary>
    protected CellMetric() => Name = GetType().GetCustomAttribute<MetricAttribute>()!.Name;

    /// <summary>The metric's name in the table.</summary>
    public virtual string Name { get; }

    /// <summary>What a perfect sampler gets, known after the first measurement; null where that is 0.</summary>
    public virtual double? Floor => null;

    /// <summary>Measures one cell: the value, or why there is no number; null where the solver leaves nothing to measure it on.</summary>
    /// <param name="samples">What the cell's solver generated.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}

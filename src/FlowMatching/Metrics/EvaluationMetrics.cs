using System.Reflection;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Solvers;

namespace FastOde.FlowMatching.Metrics;

/// <summary>The metrics an evaluation can measure: every class with a <see cref="MetricAttribute"/>.</summary>
public static class EvaluationMetrics
{
    private static readonly NameCatalog<(MetricAttribute Metric, ConstructorInfo Constructor)> Catalog = new(
        "metric",
        Discovery.TypesOf<CellMetric>()
            .Select(type => (type.GetCustomAttribute<MetricAttribute>()!, type.GetConstructors().Single()))
            .OrderBy(entry => entry.Item1.Name, StringComparer.Ordinal),
        entry => entry.Metric.Name);

    /// <summary>Every name, as a spec and the stored table spell it.</summary>
    public static IReadOnlyList<string> All => Catalog.Names;

    /// <summary>What a metric looks at; null for a name that no metric has.</summary>
    /// <param name="metric">A name, with or without an extractor.</param>
    public static MetricSubject? Subject(string metric) =>
        Family(metric) is var family && All.Contains(family) ? Catalog.Find(family).Metric.Subject : null;

    /// <summary>Whether a solver's cells have a metric.</summary>
    /// <param name="metric">A name, with or without an extractor.</param>
    /// <param name="method">The solver's method.</param>
    public static bool IsMeasuredWith(string metric, SolverMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return Subject(metric) switch
        {
            MetricSubject.Flow => method is RungeKuttaMethod,
            MetricSubject.FlowMap => method.NeedsFlowMap,
            MetricSubject.Trajectories => method is { IsAdaptive: false, IsStochastic: false },
            _ => true,
        };
    }

    /// <summary>True for a score by features, which only images have, and which names its extractor.</summary>
    /// <param name="metric">A name, with or without an extractor.</param>
    public static bool NeedsFeatures(string metric) => Subject(metric) is MetricSubject.Features;

    /// <summary>True for a metric that bins the plane, which images do not lie in.</summary>
    /// <param name="metric">A name, with or without an extractor.</param>
    public static bool NeedsPlane(string metric) => Subject(metric) is MetricSubject.PlanarSamples;

    /// <summary>A score with the extractor it was measured with, as stored: <c>fid[mnist-classifier]</c>.</summary>
    public static string Qualified(string metric, string extractor) => $"{metric}[{extractor}]";

    /// <summary>A metric without its extractor: <c>fid</c> of <c>fid[mnist-classifier]</c>.</summary>
    public static string Family(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var bracket = metric.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? metric : metric[..bracket];
    }

    /// <summary>Makes the metric of a name.</summary>
    /// <param name="name">A name without an extractor.</param>
    /// <param name="set">What it measures with; it must outlive the metric.</param>
    /// <exception cref="UnknownNameException">No metric has this name.</exception>
    /// <exception cref="SettingValueException">The set has too little for this metric.</exception>
    internal static CellMetric Create(string name, EvaluationSet set)
    {
        var constructor = Catalog.Find(name).Constructor;
        return (CellMetric)constructor.Invoke(
            BindingFlags.DoNotWrapExceptions, binder: null, constructor.GetParameters().Length == 0 ? [] : [set], culture: null);
    }
}

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// Marks a metric that a spec may name. The class is found by it; its constructor takes the <see cref="EvaluationSet"/>, or
/// nothing.
/// </summary>
/// <param name="name">The name in a spec and in the stored table.</param>
/// <param name="subject">What the metric looks at.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MetricAttribute(string name, MetricSubject subject) : Attribute
{
    /// <summary>The name in a spec and in the stored table.</summary>
    public string Name => name;

    /// <summary>What the metric looks at.</summary>
    public MetricSubject Subject => subject;
}

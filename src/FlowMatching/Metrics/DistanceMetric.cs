using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>A distance from the generated points to the reference set, with the floor between two reference sets.</summary>
internal sealed class DistanceMetric : CellMetric
{
    private readonly Func<torch.Tensor, CancellationToken, double> distance;
    private readonly IDisposable? owned;

    /// <param name="name">The metric's name in a spec.</param>
    /// <param name="distance">Distance of finite points to the reference set.</param>
    /// <param name="secondReference">Points that are as good as points can be.</param>
    /// <param name="owned">What <paramref name="distance"/> holds, disposed with the metric.</param>
    public DistanceMetric(
        string name, Func<torch.Tensor, CancellationToken, double> distance, torch.Tensor secondReference, IDisposable? owned = null)
    {
        Name = name;
        this.distance = distance;
        this.owned = owned;
        Floor = distance(secondReference, CancellationToken.None);
    }

    public override string Name { get; }

    public override double? Floor { get; }

    public override CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        return samples.FiniteEnd is { } end ? distance(end, cancellationToken) : CellValue.Unmeasurable(samples);
    }

    public override void Dispose() => owned?.Dispose();
}

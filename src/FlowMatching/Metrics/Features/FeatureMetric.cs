using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>A score of generated images by their features, named with the extractor.</summary>
internal sealed class FeatureMetric : CellMetric
{
    private readonly FeatureScoring scoring;
    private readonly SampleShape shape;
    private readonly torch.Tensor otherImages;
    private readonly Func<torch.Tensor, ReferenceFeatures, CancellationToken, CellValue> score;
    private double? floor;

    private FeatureMetric(string name, EvaluationSet set, FeatureScoring scoring, Func<torch.Tensor, ReferenceFeatures, CancellationToken, CellValue> score)
    {
        Name = EvaluationMetrics.Qualified(name, scoring.Extractor.Name);
        this.scoring = scoring;
        this.score = score;
        shape = set.Shape;
        otherImages = set.SecondReference;
    }

    public override string Name { get; }

    /// <summary>The score of the real images in the evaluation's second reference set; null before the first measurement.</summary>
    public override double? Floor => floor;

    /// <summary>Makes the metric of a name.</summary>
    /// <param name="name"><c>fid</c>, <c>kid</c>, <c>precision</c> or <c>recall</c>.</param>
    /// <param name="set">The evaluation's set; it must outlive the metric.</param>
    /// <exception cref="SettingValueException">There is no extractor, or the reference has too little for this metric.</exception>
    public static FeatureMetric Create(string name, EvaluationSet set)
    {
        var scoring = set.Scoring ?? throw new SettingValueException(
            $"The metric {name} looks at features of images, and nothing here extracts any; leave {name} out.");
        if (scoring.HasOnlyStatistics && name != EvaluationMetrics.Fid)
        {
            throw new SettingValueException(
                $"The metric {name} needs the features of real images, and a file of statistics has only their mean and covariance; leave {name} out, or evaluation.statistics.");
        }

        return new FeatureMetric(name, set, scoring, name switch
        {
            EvaluationMetrics.Fid => (features, real, _) => Frechet(features, real.Statistics),
            EvaluationMetrics.Kid => (features, real, token) => new KernelDistance().Between(features, real.Features!, token),
            EvaluationMetrics.Precision => (features, real, token) => Share(AsMany(real, features), features, token),
            EvaluationMetrics.Recall => (features, real, token) => Share(features, AsMany(real, features), token),
            _ => throw new UnknownNameException("metric", name, EvaluationMetrics.All),
        });
    }

    public override CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        var real = scoring.Reference(cancellationToken);
        floor ??= score(scoring.Extract(Images(otherImages), cancellationToken), real, cancellationToken).Value;
        return samples.FiniteEnd is { } end
            ? score(scoring.FeaturesOf(samples, Images(end), cancellationToken), real, cancellationToken)
            : CellValue.Unmeasurable(samples);
    }

    public override void Dispose()
    {
    }

    private torch.Tensor Images(torch.Tensor rows) => rows.reshape(-1, shape.Channels, shape.Height, shape.Width);

    private static double Frechet(torch.Tensor features, FeatureStatistics real)
    {
        using var statistics = FeatureStatistics.Of(features);
        return FrechetDistance.Between(statistics, real);
    }

    private static CellValue Share(torch.Tensor covering, torch.Tensor features, CancellationToken cancellation)
    {
        if (covering.shape[0] <= FeatureManifold.DefaultNeighbour)
            return CellValue.Missing($"{covering.shape[0]} images have no neighbour number {FeatureManifold.DefaultNeighbour}, and so no manifold; it takes more");
        using var manifold = new FeatureManifold(covering, cancellation: cancellation);
        return manifold.Share(features, cancellation);
    }

    /// <summary>Balls shrink as a set grows, so precision and recall take as many real images as generated ones.</summary>
    private static torch.Tensor AsMany(ReferenceFeatures real, torch.Tensor features) =>
        real.Features!.narrow(0, 0, Math.Min(real.Features.shape[0], features.shape[0]));
}

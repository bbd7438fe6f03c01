using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>A score of generated images by their features, named with the extractor.</summary>
internal abstract class FeatureMetric : CellMetric
{
    private readonly FeatureScoring scoring;
    private readonly SampleShape shape;
    private readonly torch.Tensor otherImages;
    private double? floor;

    /// <param name="set">The evaluation's set; it must outlive the metric.</param>
    /// <param name="takesStatistics">Whether mean and covariance of the real images are enough.</param>
    /// <exception cref="SettingValueException">There is no extractor, or the reference has too little for this metric.</exception>
    protected FeatureMetric(EvaluationSet set, bool takesStatistics = false)
    {
        scoring = set.Scoring ?? throw new SettingValueException(
            $"The metric {base.Name} looks at features of images, and nothing here extracts any; leave {base.Name} out.");
        if (scoring.HasOnlyStatistics && !takesStatistics)
        {
            throw new SettingValueException(
                $"The metric {base.Name} needs the features of real images, and a file of statistics has only their mean and covariance; leave {base.Name} out, or evaluation.statistics.");
        }

        shape = set.Shape;
        otherImages = set.SecondReference;
    }

    public sealed override string Name => EvaluationMetrics.Qualified(base.Name, scoring.Extractor.Name);

    /// <summary>The score of the real images in the evaluation's second reference set; null before the first measurement.</summary>
    public sealed override double? Floor => floor;

    public sealed override CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        var real = scoring.Reference(cancellationToken);
        floor ??= Score(scoring.Extract(Images(otherImages), cancellationToken), real, cancellationToken).Value;
        return samples.FiniteEnd is { } end
            ? Score(scoring.FeaturesOf(samples, Images(end), cancellationToken), real, cancellationToken)
            : CellValue.Unmeasurable(samples);
    }

    /// <summary>The score of images.</summary>
    /// <param name="features">Their features, shape [images, features].</param>
    /// <param name="real">Those of the real images; whole unless mean and covariance are enough.</param>
    /// <param name="cancellationToken">Looked at while comparing.</param>
    protected abstract CellValue Score(torch.Tensor features, ReferenceFeatures real, CancellationToken cancellationToken);

    private torch.Tensor Images(torch.Tensor rows) => rows.reshape(-1, shape.Channels, shape.Height, shape.Width);
}

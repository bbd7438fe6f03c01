using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.Specs;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>Finds the data that trials name: points of the plane by themselves, images in a store.</summary>
/// <param name="images">The data sets of images that were added; null where there are none.</param>
/// <param name="extractors">The extractors that scores of images use; null where there are none.</param>
public sealed class DatasetSource(ImageDatasetStore? images = null, FeatureExtractors? extractors = null)
{
    private const long TestStream = 7;

    /// <summary>Opens what a trial trains on, on the trial's device.</summary>
    /// <param name="trial">Names the data set, and the seed that points are drawn from.</param>
    /// <exception cref="ImageDatasetException">There is no such data set, or it is damaged.</exception>
    /// <exception cref="Catalogs.SettingValueException">This machine lacks the device.</exception>
    public TrainingData Open(SeededTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return Points(trial.Spec.Data.Name) is { } points
            ? new PointTrainingData(points, trial.Seed, ComputeDevice.Find(trial.Spec.Device))
            : new ImageTrainingData(Store(trial.Spec.Data.Name).Read(trial.Spec.Data.Name, DatasetPart.Train, ComputeDevice.Find(trial.Spec.Device).Device), trial.Spec.Data.Flip);
    }

    /// <summary>
    /// Opens data for tests: the test part of a data set of images, or its training part where it has no other; fresh
    /// points from the same distribution.
    /// </summary>
    /// <param name="trial">Names the data set, and the seed that the trial's own points are drawn from.</param>
    /// <exception cref="ImageDatasetException">There is no such data set, or it is damaged.</exception>
    public TrainingData OpenTest(SeededTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        if (Points(trial.Spec.Data.Name) is { } points)
            return new PointTrainingData(points, unchecked((long)SeedMixer.Mix(trial.Seed, TestStream)));
        return new ImageTrainingData(TestImages(trial.Spec.Data.Name), flip: false);
    }

    /// <summary>The shape of a data set's samples and the prior that belongs to it.</summary>
    /// <param name="data">The data set's name.</param>
    /// <exception cref="ImageDatasetException">There is no such data set, or it is damaged.</exception>
    public (SampleShape Shape, DiagonalNormal Prior) Describe(string data)
    {
        if (Points(data) is { } points)
            return (SampleShape.Points(points.Prior.Variances.Count), points.Prior);
        var shape = Store(data).Find(data).Shape;
        return (shape, DiagonalNormal.Standard(shape.Dimension));
    }

    /// <summary>SHA-256 of the images that a data set trains on; null for points, which the program draws itself.</summary>
    /// <param name="data">The data set's name.</param>
    /// <exception cref="ImageDatasetException">There is no such data set, or it is damaged.</exception>
    public string? Sha256(string data) => Points(data) is null ? Store(data).Find(data).Train.Sha256 : null;

    /// <summary>A data set of points, or null where the name is of images.</summary>
    internal static PointDataset? Points(string data) =>
        DatasetCatalog.Datasets.Names.Contains(data) ? DatasetCatalog.Datasets.Find(data) : null;

    /// <summary>One part of a data set of images; the caller disposes of it.</summary>
    /// <exception cref="ImageDatasetException">There is no such data set or part, or it is damaged.</exception>
    internal ImageDataset Images(string data, DatasetPart part) => Store(data).Read(data, part, torch.CPU);

    /// <summary>The test part of a data set of images, or its training part where it has no other; the caller disposes of it.</summary>
    /// <exception cref="ImageDatasetException">There is no such data set, or it is damaged.</exception>
    internal ImageDataset TestImages(string data) =>
        Images(data, Store(data).Find(data).Test is null ? DatasetPart.Train : DatasetPart.Test);

    /// <summary>What an evaluation needs for its scores by features; null where it has none.</summary>
    /// <param name="data">The data set of images.</param>
    /// <param name="train">Its training part, whose features are the reference unless a file gives their statistics.</param>
    /// <param name="evaluation">Which metrics, extractor and statistics.</param>
    /// <exception cref="FeatureFileException">There is no such extractor, or a file cannot be used.</exception>
    internal FeatureScoring? Scoring(string data, ImageDataset train, EvaluationSpec evaluation)
    {
        if (!evaluation.Metrics.Any(EvaluationMetrics.NeedsFeatures))
            return null;
        var known = extractors ?? throw new FeatureFileException($"Scores of the data set '{data}' need an extractor of features, and no folder of them was given.");
        var statistics = evaluation.Statistics is { } file ? known.StatisticsPath(file) : null;
        var extractor = known.Open(known.Choose(evaluation.Features, data, train.Sha256));
        if (statistics is not null)
            return FeatureScoring.Against(extractor, statistics);
        // The evaluation may first ask for the reference when these images are long disposed of.
        var cache = new ReferenceFeatureCache(Store(data).PathOf(data));
        return new FeatureScoring(extractor, cancellation =>
        {
            using var again = Images(data, DatasetPart.Train);
            return cache.Get(again, extractor, cancellation);
        });
    }

    private ImageDatasetStore Store(string data) => images ?? throw new ImageDatasetException(
        $"There is no data set '{data}' of points, and no folder of images was given. Expected one of {string.Join(", ", DatasetCatalog.Datasets.Names)}.");
}

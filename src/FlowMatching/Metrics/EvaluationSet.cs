using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>What stays the same in every evaluation of an experiment: the noise samples start from, and what they are compared with.</summary>
public sealed record EvaluationSet : IDisposable
{
    private const int ImageBatch = 250;
    private const int LiveImages = 64;

    /// <summary>The noise, shape [samples, dimension…], float32, on the CPU.</summary>
    public required torch.Tensor Noise { get; init; }

    /// <summary>The reference set, of the shape of <see cref="Noise"/>.</summary>
    public required torch.Tensor Reference { get; init; }

    /// <summary>A second, independent reference set; its distance to the first is the floor of a distance.</summary>
    public required torch.Tensor SecondReference { get; init; }

    /// <summary>Images for likelihoods that no training saw, shape [n, dimension]; null where <see cref="Reference"/> serves, as fresh points do.</summary>
    public torch.Tensor? HeldOut { get; init; }

    /// <summary>Where a teacher's trajectories from <see cref="Noise"/> end, of its shape; null for a trial without a teacher. Not disposed of with the set.</summary>
    public torch.Tensor? TeacherEnds { get; init; }

    /// <summary>Where generation ends: the path's smallest time, 0 where the path reaches its data.</summary>
    public double EndTime { get; init; }

    /// <summary>The path between data and noise.</summary>
    public InterpolationPath Path { get; init; } = new LinearPath();

    /// <summary>The prior over noise; the standard normal unless given.</summary>
    public DiagonalNormal? Prior { get; init; }

    /// <summary>Samples that are generated at once, at least 1: images of many steps would not fit into memory together.</summary>
    public int BatchSize { get; init; } = int.MaxValue;

    /// <summary>How many of the samples a live curvature follows.</summary>
    public int LiveSamples { get; init; } = 512;

    /// <summary>The shape of one sample; pictures of trajectories are for points, pictures of samples for images.</summary>
    public SampleShape Shape { get; init; } = SampleShape.Points(2);

    /// <summary>Extractor and reference for scores by features, disposed of with the set; null where there are none.</summary>
    public FeatureScoring? Scoring { get; init; }

    /// <summary>The set for points in the plane: quasi-random antithetic noise, balanced references of streams 0 and 1.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="prior">The prior of the noise.</param>
    /// <param name="path">The path, for its smallest time.</param>
    /// <param name="samples">How many points each of the three has.</param>
    /// <param name="seed">The experiment's evaluation seed; equal for all trials, so that they can be compared.</param>
    public static EvaluationSet Of(PointDataset dataset, DiagonalNormal prior, InterpolationPath path, int samples, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(path);
        return new EvaluationSet
        {
            Noise = EvaluationNoise.Draw(prior, samples, seed).DetachFromDisposeScope(),
            Reference = dataset.Reference(samples, 0).DetachFromDisposeScope(),
            SecondReference = dataset.Reference(samples, 1).DetachFromDisposeScope(),
            EndTime = path.MinimumTime,
            Path = path,
            Prior = prior,
        };
    }

    /// <summary>The set for images: mirrored pseudo-random noise, and two references of images that are picked by chance once and for all.</summary>
    /// <param name="images">The data set's training part.</param>
    /// <param name="path">The path, for its smallest time.</param>
    /// <param name="samples">How many images each of the three has; the references no more than there are.</param>
    /// <param name="seed">The experiment's evaluation seed; equal for all trials, so that they can be compared.</param>
    public static EvaluationSet Of(ImageDataset images, InterpolationPath path, int samples, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(path);
        var picked = Math.Min(samples, images.Count / 2);
        using var order = Order(images, samples, seed);
        return new EvaluationSet
        {
            Noise = EvaluationNoise.Draw(DiagonalNormal.Standard((int)(images.Images.NumberOfElements / images.Count)), samples, seed).DetachFromDisposeScope(),
            Reference = Rows(images, order, 0, picked),
            SecondReference = Rows(images, order, picked, picked),
            EndTime = path.MinimumTime,
            Path = path,
            BatchSize = ImageBatch,
            LiveSamples = LiveImages,
            Shape = images.Shape,
        };
    }

    /// <summary>The set with images for likelihoods, picked by chance once and for all.</summary>
    /// <param name="images">The data set's test part.</param>
    /// <param name="samples">How many, no more than there are.</param>
    /// <param name="seed">The experiment's evaluation seed.</param>
    public EvaluationSet WithHeldOut(ImageDataset images, int samples, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var order = Order(images, samples, seed);
        return this with { HeldOut = Rows(images, order, 0, Math.Min(samples, images.Count)) };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Noise.Dispose();
        Reference.Dispose();
        SecondReference.Dispose();
        HeldOut?.Dispose();
        Scoring?.Dispose();
    }

    private static torch.Tensor Order(ImageDataset images, int samples, long seed)
    {
        using var generator = new torch.Generator(SeedMixer.Mix(seed, samples), torch.CPU);
        return torch.randperm(images.Count, dtype: torch.int64, generator: generator);
    }

    private static torch.Tensor Rows(ImageDataset images, torch.Tensor order, long start, long count)
    {
        using var scope = torch.NewDisposeScope();
        return images.Batch(order.narrow(0, start, count), flips: null).view(count, -1).DetachFromDisposeScope();
    }
}

using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.Classifier;
using FastOde.FlowMatching.Optimizers;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features.Classifiers;

/// <summary>
/// Trains the small classifier whose features score images of one data set. The result is a function of data, options
/// and seed (on the CPU, with the same thread count).
/// </summary>
public static class ClassifierTraining
{
    private const string NetworkName = "classifier";
    private const int ReportEvery = 20;
    private const long WeightStream = 1;
    private const long OrderStream = 2;

    /// <summary>Trains on one part of a data set and measures on the other.</summary>
    /// <param name="train">Images to train on, on the CPU.</param>
    /// <param name="test">Images held back, of the same shape and classes.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told every few steps; null for nobody.</param>
    /// <param name="cancellation">Looked at in every step.</param>
    /// <returns>The classifier, which the caller owns.</returns>
    /// <exception cref="ArgumentException">The two parts do not belong together, or have too few classes or pixels.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public static TrainedClassifier Train(
        ImageDataset train, ImageDataset test, ClassifierTrainingOptions options, Action<ClassifierProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        if (!train.Images.shape.Skip(1).SequenceEqual(test.Images.shape.Skip(1)) || train.Classes != test.Classes)
            throw new ArgumentException("The parts of a data set have images of one shape and the same classes.", nameof(test));
        var shape = train.Images.shape;
        var model = new ClassifierModel(new ClassifierOptions(new SampleShape((int)shape[1], (int)shape[2], (int)shape[3]), train.Classes));
        using var arena = new ParameterArena([(NetworkName, model.Shapes)], withAverage: true);
        Optimize(model, arena, train, options, progress, cancellation);
        var weights = arena.Block(NetworkName).Views(ArenaPart.Average);
        try
        {
            return new TrainedClassifier(model, [.. weights.Select(view => view.clone().DetachFromDisposeScope())])
            {
                Accuracy = TrainedClassifier.Measure(model, weights, test, cancellation),
                DataSha256 = train.Sha256,
                Seed = options.Seed,
            };
        }
        finally
        {
            foreach (var view in weights)
                view.Dispose();
        }
    }

    private static void Optimize(
        ClassifierModel model, ParameterArena arena, ImageDataset train, ClassifierTrainingOptions options,
        Action<ClassifierProgress>? progress, CancellationToken cancellation)
    {
        var block = arena.Block(NetworkName);
        using (var draws = new torch.Generator(SeedMixer.Mix(options.Seed, WeightStream), torch.CPU))
            block.Initialize(draws);
        arena.Average!.copy_(arena.Values);
        using var order = new torch.Generator(SeedMixer.Mix(options.Seed, OrderStream), torch.CPU);
        using var leaves = new ArenaLeaves(block);
        var rates = new AdamWSpec { EmaDecay = options.EmaDecay, WeightDecay = 0.01 };
        var steps = options.Epochs * (int)Math.Ceiling((double)train.Count / options.BatchSize);
        int step = 0, reported = 0;
        var loss = 0.0;
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            using var permutation = torch.randperm(train.Count, dtype: torch.int64, generator: order);
            for (long start = 0; start < train.Count; start += options.BatchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                using var picked = permutation.narrow(0, start, Math.Min(options.BatchSize, train.Count - start));
                loss += Differentiate(model, leaves, train, picked);
                new AdamOptimizer(rates with { LearningRate = options.LearningRate * (steps - step) / steps }, arena).Step(++step);
                if (step % ReportEvery == 0 || step == steps)
                {
                    progress?.Invoke(new ClassifierProgress(step, reported, steps, loss / (step - reported)));
                    (loss, reported) = (0, step);
                }
            }
        }
    }

    private static double Differentiate(ClassifierModel model, ArenaLeaves leaves, ImageDataset train, torch.Tensor picked)
    {
        using var scope = torch.NewDisposeScope();
        using var recording = torch.enable_grad();
        leaves.Clear();
        var scores = model.Classes(leaves.Tensors, model.Features(leaves.Tensors, train.Batch(picked, null)));
        var loss = torch.nn.functional.cross_entropy(scores, train.Labels.index_select(0, picked));
        loss.backward();
        return loss.item<float>();
    }
}

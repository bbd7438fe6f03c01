using System.Diagnostics;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Metrics.Features.Classifiers;
using FastOde.FlowMatching.Training;
using TorchSharp;

// Times what scores by features cost: training the classifier of MNIST, the statistics of 10,000 of its images, and the
// Fréchet distance in 2,048 dimensions. Usage: FOLDER [threads], or: frechet [threads], for the last alone. FOLDER has the
// four files of MNIST.
NativeAllocator.Configure();
var folder = args.Length > 0 ? args[0] : "../shared/data/mnist";
torch.set_num_threads(args.Length > 1 ? int.Parse(args[1]) : 2);
Console.WriteLine("| what | s | CPU s | result |");
Console.WriteLine("|---|---:|---:|---|");

if (folder != "frechet")
    Mnist10000(folder, args.Length > 2);
foreach (var (first, second) in new[] { (10_000, 10_000), (1_000, 10_000) })
{
    using var a = Random(first, 1);
    using var b = Random(second, 2);
    Time(FormattableString.Invariant($"Fréchet distance in 2,048 dimensions, {first:N0} and {second:N0} images"),
        () => FormattableString.Invariant($"{FrechetDistance.Between(a, b):F4}"));
}

static void Mnist10000(string folder, bool shows)
{
    using var train = Mnist.Read(folder, DatasetPart.Train, torch.CPU);
    using var test = Mnist.Read(folder, DatasetPart.Test, torch.CPU);
    TrainedClassifier? trained = null;
    Time("train the classifier of MNIST", () =>
    {
        trained = ClassifierTraining.Train(train, test, new ClassifierTrainingOptions(), shows ? Show : null, CancellationToken.None);
        return FormattableString.Invariant($"{100 * trained.Accuracy:F2} % of the test images");
    });
    using var extractor = new ClassifierExtractor("mnist-classifier", trained!);
    using var reference = Statistics(extractor, train, 10_000, "statistics of 10,000 training images");
    using var held = Statistics(extractor, test, 10_000, "statistics of 10,000 test images");
    Time("Fréchet distance of the two", () => FormattableString.Invariant($"{FrechetDistance.Between(reference, held):F4}"));
}

static FeatureStatistics Statistics(ClassifierExtractor extractor, ImageDataset images, int count, string what)
{
    FeatureStatistics? statistics = null;
    Time(what, () =>
    {
        using var scope = torch.NewDisposeScope();
        statistics = FeatureStatistics.Of(extractor.Extract(images.Batch(torch.arange(count), null)));
        return "";
    });
    return statistics!;
}

static FeatureStatistics Random(int count, ulong seed)
{
    using var scope = torch.NewDisposeScope();
    using var generator = new torch.Generator(seed, torch.CPU);
    return FeatureStatistics.Of(torch.randn(count, 2048, generator: generator).abs());
}

static void Show(ClassifierProgress progress) =>
    Console.Error.WriteLine(FormattableString.Invariant($"{progress.Step} of {progress.Steps}: {progress.Loss:F4} {Environment.CpuUsage.TotalTime.TotalSeconds:F1}"));

static void Time(string what, Func<string> action)
{
    var before = Environment.CpuUsage.TotalTime;
    var watch = Stopwatch.StartNew();
    var result = action();
    Console.WriteLine(FormattableString.Invariant(
        $"| {what} | {watch.Elapsed.TotalSeconds:F2} | {(Environment.CpuUsage.TotalTime - before).TotalSeconds:F2} | {result} |"));
}

using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.Datasets.Images;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics;

/// <summary>Evaluations of velocities on images.</summary>
public sealed class ImageEvaluationTests
{
    [Fact]
    public void Of_Images_HasNoiseAndReferencesOfTheirShape()
    {
        using var images = Images();
        using var set = EvaluationSet.Of(images, new LinearPath(), samples: 10);
        Assert.Equal([10L, 4], set.Noise.shape);
        Assert.Equal([10L, 4], set.Reference.shape);
        Assert.Equal(images.Shape, set.Shape);
        using var distance = (set.Reference - set.SecondReference).abs().max();
        Assert.NotEqual(0, distance.item<float>());
        using var again = EvaluationSet.Of(images, new LinearPath(), samples: 10);
        TensorAssert.Same(set.Reference, again.Reference);
        TensorAssert.Same(set.Noise, again.Noise);
    }

    /// <summary>Under a flow that moves nothing images are as likely as noise of the prior: (log 2π + mean of x²) / 2.</summary>
    [Fact]
    public void Evaluate_LikelihoodOfAStillField_IsThatOfTheTestImages()
    {
        using var folder = new TemporaryFolder();
        var source = Directory.CreateDirectory(Path.Combine(folder.Path, "source")).FullName;
        File.WriteAllBytes(Path.Combine(source, "train-images-idx3-ubyte"), IdxBytes.Images(50, 2, 2));
        File.WriteAllBytes(Path.Combine(source, "train-labels-idx1-ubyte"), IdxBytes.Labels(new byte[50]));
        File.WriteAllBytes(Path.Combine(source, "t10k-images-idx3-ubyte"), IdxBytes.File(0x803, [30, 2, 2], new byte[120]));
        File.WriteAllBytes(Path.Combine(source, "t10k-labels-idx1-ubyte"), IdxBytes.Labels(new byte[30]));
        var store = new ImageDatasetStore(Path.Combine(folder.Path, "datasets"));
        store.Add("small", new ImageDatasetSource { Path = source }, replace: false, DateTimeOffset.UnixEpoch, progress: null, TestContext.Current.CancellationToken);
        var options = new TrialSpec
        {
            Data = new() { Name = "small" },
            Evaluation = new EvaluationSpec { Samples = 40, Solvers = [new() { Name = "euler", Numbers = [1] }], Metrics = ["nll"] },
        };
        using var evaluator = new DatasetEvaluator(options, new DatasetSource(store), TimeProvider.System);
        var nll = evaluator.Evaluate(new DelegateVelocityField((points, _) => points * 0), TestContext.Current.CancellationToken).Rows.Single().Value;
        // Every test image is black, -1, up to the width of a level.
        Assert.Equal((Math.Log(2 * Math.PI) + 1) / 2, nll, 1e-2);
    }

    [Fact]
    public void Evaluate_FieldThatEndsInGrey_PicturesGreyImagesForEveryCell()
    {
        using var images = Images();
        using var set = EvaluationSet.Of(images, new LinearPath(), samples: 100);
        using var evaluator = new Evaluator(
            set, new EvaluationSpec { Samples = 100, Solvers = [new() { Name = "euler", Numbers = [1, 2] }], Metrics = ["curvature"] }, TimeProvider.System);
        // Euler's only step leads from x to x - (x - 0.5) = 0.5.
        var table = evaluator.Evaluate(
            new DelegateVelocityField((points, time) => (points - 0.5) / time), TestContext.Current.CancellationToken);
        Assert.Null(table.Trajectories);
        Assert.Equal((2.0, 3 + 2), (table.Strips!.Number, table.Strips.Columns));
        Assert.Equal([1.0, 2], table.Samples.Select(picture => picture.Number));
        Assert.All(table.Samples, picture =>
        {
            Assert.Equal(64 * 4, picture.Pixels.Length);
            Assert.All(picture.Pixels, pixel => Assert.Equal(191, pixel));
        });
        using var tensor = table.Samples[0].ToTensor();
        Assert.Equal([64L, 1, 2, 2], tensor.shape);
    }

    private static ImageDataset Images() => ImageDataset.Create(
        [.. Enumerable.Range(0, 200).Select(value => (byte)value)], [50, 1, 2, 2], new byte[50], classes: 1, torch.CPU);
}

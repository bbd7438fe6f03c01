using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.TestSupport;
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

    [Fact]
    public void Evaluate_FieldThatEndsInGrey_PicturesGreyImagesForEveryCell()
    {
        using var images = Images();
        using var set = EvaluationSet.Of(images, new LinearPath(), samples: 100);
        using var evaluator = new Evaluator(
            set, new EvaluationOptions { Samples = 100, Solvers = [new("euler", [1, 2])], Metrics = ["curvature"] }, TimeProvider.System);
        // Euler's only step leads from x to x - (x - 0.5) = 0.5.
        var table = evaluator.Evaluate(
            new DelegateVelocityField((points, time) => (points - 0.5) / time), TestContext.Current.CancellationToken);
        Assert.Null(table.Trajectories);
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

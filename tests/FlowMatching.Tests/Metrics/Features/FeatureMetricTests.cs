using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Paths;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics.Features;

/// <summary>Scores by features as cells of an evaluation.</summary>
public sealed class FeatureMetricTests : IDisposable
{
    private const int Pixels = 4;

    private readonly PixelExtractor extractor = new(Pixels);

    [Fact]
    public void Evaluate_FieldThatEndsInGrey_ScoresAPointAgainstTheImages()
    {
        using var images = Images();
        using var reference = ReferenceFeatures.Of(images, extractor, TestContext.Current.CancellationToken);
        var table = Evaluate(images, reference with { }, grey: 0);
        // Grey is stored as 128 of 255.
        using var scope = torch.NewDisposeScope();
        var mean = (reference.Statistics.Mean - (128 / 127.5 - 1)).square().sum().item<double>();
        var expected = mean + reference.Statistics.Covariance.trace().item<double>();
        Assert.Equal(["fid[pixels]", "kid[pixels]", "precision[pixels]", "recall[pixels]"], table.Rows.Select(row => row.Metric));
        Assert.Equal(expected, table.Rows[0].Value, 1e-5 * expected);
        Assert.InRange(table.Rows[0].Floor!.Value, 0, expected / 2);
        Assert.Equal(0, table.Rows[3].Value);
        Assert.Equal(table.Rows[0], table.Find("fid[pixels]", "euler", 1));
    }

    [Fact]
    public void Evaluate_FourScores_ExtractsEachCellOnce()
    {
        using var images = Images();
        var reference = ReferenceFeatures.Of(images, extractor, TestContext.Current.CancellationToken);
        var before = extractor.Images;
        Evaluate(images, reference, grey: 0);
        // One cell of 20 samples, and for the floor of each of four scores 20 real images.
        Assert.Equal(20 + 4 * 20, extractor.Images - before);
    }

    [Fact]
    public void Evaluate_SamplesThatAreNotNumbers_AreScoredAsSuch()
    {
        using var images = Images();
        var table = Evaluate(images, ReferenceFeatures.Of(images, extractor, TestContext.Current.CancellationToken), double.NaN);
        Assert.All(table.Rows, row => Assert.True(double.IsNaN(row.Value)));
        Assert.All(table.Rows, row => Assert.Equal("the generated points are not all finite", row.Remark));
    }

    [Fact]
    public void Create_OnlyStatistics_RefusesWhatNeedsFeatures()
    {
        using var images = Images();
        using var reference = ReferenceFeatures.Of(images, extractor, TestContext.Current.CancellationToken);
        using var set = EvaluationSet.Of(images, new LinearPath(), 20) with
        {
            Scoring = new FeatureScoring(extractor, new ReferenceFeatures { Statistics = reference.Statistics }),
        };
        var refused = Assert.Throws<SettingValueException>(() => new Evaluator(set, new EvaluationSpec { Samples = 20, Metrics = ["kid"] }, TimeProvider.System));
        Assert.StartsWith("The metric kid needs the features of real images", refused.Message, StringComparison.Ordinal);
        using var evaluator = new Evaluator(set, new EvaluationSpec { Samples = 20, Metrics = ["fid"] }, TimeProvider.System);
    }

    [Fact]
    public void Create_NoExtractor_IsRefused()
    {
        using var images = Images();
        using var set = EvaluationSet.Of(images, new LinearPath(), 20);
        Assert.Throws<SettingValueException>(() => new Evaluator(set, new EvaluationSpec { Samples = 20, Metrics = ["fid"] }, TimeProvider.System));
    }

    [Fact]
    public void Get_SecondTime_ReadsWhatTheFirstKept()
    {
        using var folder = new TemporaryFolder();
        using var images = Images();
        var cache = new ReferenceFeatureCache(folder.Path);
        using var first = cache.Get(images, extractor, TestContext.Current.CancellationToken);
        var looked = extractor.Images;
        using var second = cache.Get(images, extractor, TestContext.Current.CancellationToken);
        Assert.Equal(looked, extractor.Images);
        Assert.Equal(100, second.Statistics.Count);
        TensorAssert.Same(first.Statistics.Mean, second.Statistics.Mean);
        TensorAssert.Same(first.Statistics.Covariance, second.Statistics.Covariance);
        TensorAssert.Same(first.Features!, second.Features!);
        Assert.Equal(["statistics-pixels.safetensors"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("images")]
    [InlineData("weights")]
    [InlineData("damage")]
    public void Get_SomethingChanged_ExtractsAnew(string change)
    {
        using var folder = new TemporaryFolder();
        using var images = Images();
        using var others = Images(seed: 2);
        var cache = new ReferenceFeatureCache(folder.Path);
        cache.Get(images, new OtherWeights(extractor, "a"), TestContext.Current.CancellationToken).Dispose();
        if (change == "damage")
            File.WriteAllText(cache.PathOf("pixels"), "nothing");
        var looked = extractor.Images;
        using var again = cache.Get(
            change == "images" ? others : images, new OtherWeights(extractor, change == "weights" ? "b" : "a"), TestContext.Current.CancellationToken);
        Assert.Equal(looked + 100, extractor.Images);
    }

    public void Dispose() => extractor.Dispose();

    private EvaluationTable Evaluate(ImageDataset images, ReferenceFeatures reference, double grey)
    {
        var copy = new ReferenceFeatures
        {
            Statistics = reference.Statistics with { Mean = reference.Statistics.Mean.clone(), Covariance = reference.Statistics.Covariance.clone() },
            Features = reference.Features!.clone(),
        };
        using var set = EvaluationSet.Of(images, new LinearPath(), samples: 20) with { Scoring = new FeatureScoring(extractor, copy) };
        using var evaluator = new Evaluator(
            set, new EvaluationSpec { Samples = 20, Solvers = [new() { Name = "euler", Numbers = [1] }], Metrics = ["fid", "kid", "precision", "recall"] }, TimeProvider.System);
        return evaluator.Evaluate(new DelegateVelocityField((points, time) => (points - grey) / time), TestContext.Current.CancellationToken);
    }

    private static ImageDataset Images(int seed = 1)
    {
        var pixels = new byte[100 * Pixels];
        new Random(seed).NextBytes(pixels);
        return ImageDataset.Create(pixels, [100, 1, 2, 2], new byte[100], classes: 1, torch.CPU);
    }

    /// <summary>The same features under another digest.</summary>
    private sealed class OtherWeights(PixelExtractor inner, string digest) : FeatureExtractor
    {
        public override string Name => inner.Name;

        public override int Dimension => inner.Dimension;

        public override string Sha256 => digest;

        protected override int BatchSize => 50;

        protected override torch.Tensor Compute(torch.Tensor images) => inner.Extract(images);

        protected override void Dispose(bool disposing)
        {
        }
    }
}

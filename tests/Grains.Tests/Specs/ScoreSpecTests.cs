using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.Grains.Specs;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;

namespace FastOde.Grains.Tests.Specs;

/// <summary>Scores of images that a spec asks for, where it is known which extractors of features are there.</summary>
public sealed class ScoreSpecTests : IDisposable
{
    private const string Images = "data: { name: digits }\n  network: { kind: song-unet, channels: 8, multipliers: [1, 1], blocks: 1, attention: [] }\n  ";

    private readonly TemporaryDirectory temporary = new();
    private readonly ImageDatasetStore store;
    private readonly FeatureExtractors extractors;

    public ScoreSpecTests()
    {
        store = new ImageDatasetStore(Path.Combine(temporary.Path, "datasets"));
        extractors = new FeatureExtractors(Path.Combine(temporary.Path, "features"));
        var source = Directory.CreateDirectory(Path.Combine(temporary.Path, "source")).FullName;
        File.WriteAllBytes(Path.Combine(source, "train-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 16, 0, 0, 0, 16, .. new byte[256]]);
        File.WriteAllBytes(Path.Combine(source, "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 1, 7]);
        store.Add("digits", new ImageDatasetSource { Path = source }, replace: false, DateTimeOffset.UnixEpoch, progress: null, TestContext.Current.CancellationToken);
    }

    public void Dispose() => temporary.Dispose();

    [Theory]
    [InlineData("fid", "", 5, "trial.evaluation.metrics", "No extractor of features is there for the data set 'digits'. Train one with fastode features train digits, or get Inception with fastode features download inception.")]
    [InlineData("recall", "", 5, "trial.evaluation.metrics", "fastode features train digits")]
    [InlineData("kid", ", features: inception", 5, "trial.evaluation.features", "There is no extractor of features 'inception'")]
    public void Read_ScoreWithoutItsExtractor_IsRefusedWithWhatToRun(string metric, string features, int line, string path, string words)
    {
        var problem = Assert.Single(Read($"{Images}evaluation: {{ metrics: [curvature, {metric}]{features} }}").Problems);
        Assert.Equal((line, path), (problem.Line, problem.Key));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SearchedExtractor_IsRefusedWhereItStands()
    {
        AddInception();
        var reading = Read(Images + "evaluation: { metrics: [fid] }\nsearch:\n  space:\n    evaluation.features: { values: [inception, other-classifier] }");
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((8, "search.space.evaluation.features"), (problem.Line, problem.Key));
        Assert.Contains("Known: inception.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ScoreWithItsExtractor_IsAccepted()
    {
        AddInception();
        Assert.Empty(Read(Images + "evaluation: { metrics: [fid] }").Problems);
    }

    [Fact]
    public void Read_NoScore_NeedsNoExtractor() => Assert.Empty(Read(Images + "evaluation: { metrics: [curvature] }").Problems);

    [Fact]
    public void Read_BinsOfThePlaneForImages_AreRefused() => Assert.Contains(
        "binned-kl bins the plane", Assert.Single(Read(Images + "evaluation: { metrics: [binned-kl] }").Problems).Message, StringComparison.Ordinal);

    private void AddInception()
    {
        Directory.CreateDirectory(Path.Combine(temporary.Path, "features"));
        File.WriteAllBytes(extractors.PathOf("inception"), []);
    }

    private SpecReading Read(string trial) => new YamlSpecReader(store, extractors).Read($"name: a\ntrial:\n  {trial}\n", "test.yaml");
}

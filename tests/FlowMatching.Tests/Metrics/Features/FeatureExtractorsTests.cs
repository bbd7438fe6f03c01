using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Metrics.Features.Classifiers;
using FastOde.FlowMatching.Tests.Metrics.Features.Classifiers;
using FastOde.FlowMatching.Tests.TestSupport;

namespace FastOde.FlowMatching.Tests.Metrics.Features;

/// <summary>The extractors of a data directory.</summary>
public sealed class FeatureExtractorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FeatureExtractors extractors;
    private readonly string sha256;

    public FeatureExtractorsTests()
    {
        extractors = new FeatureExtractors(Path.Combine(folder.Path, "features"));
        using var images = Stripes.Create(20, 1);
        using var classifier = ClassifierTraining.Train(images, images, new ClassifierTrainingOptions { Epochs = 1 }, null, CancellationToken.None);
        ClassifierFile.Write(extractors.PathOf("stripes-classifier"), classifier);
        sha256 = images.Sha256;
    }

    [Fact]
    public void Open_ATrainedClassifier_HasItsNameAndDimension()
    {
        Assert.Equal(["stripes-classifier"], extractors.Names());
        using var extractor = extractors.Open("stripes-classifier");
        Assert.Equal(("stripes-classifier", 64), (extractor.Name, extractor.Dimension));
        var info = extractors.Find("stripes-classifier");
        Assert.Equal(("1 × 12 × 12", sha256), (info.Images, info.DataSha256));
    }

    [Fact]
    public void Choose_Automatically_TakesTheDataSetsOwn() =>
        Assert.Equal("stripes-classifier", extractors.Choose("auto", "stripes", sha256));

    [Fact]
    public void Choose_ByName_TakesAnyThatIsThere() =>
        Assert.Equal("stripes-classifier", extractors.Choose("stripes-classifier", "mnist", "other"));

    [Fact]
    public void Choose_DataSetWithout_SaysHowToGetOne()
    {
        var refused = Assert.Throws<FeatureFileException>(() => extractors.Choose("auto", "mnist", "other"));
        Assert.Contains("No extractor of features is there for the data set 'mnist'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("fastode features train mnist", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_DataSetThatChanged_SaysSo()
    {
        var refused = Assert.Throws<FeatureFileException>(() => extractors.Choose("auto", "stripes", "other"));
        Assert.Contains("'stripes-classifier' was trained on other images", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UnknownName_HasTheNearest()
    {
        var refused = Assert.Throws<FeatureFileException>(() => extractors.Open("stripe-classifier"));
        Assert.Contains("did you mean 'stripes-classifier'?", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StatisticsPath_LinkOutOfTheFolder_SaysWhereToPutTheFile()
    {
        var outside = Path.Combine(folder.Path, "secret.npz");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "features", "mine.npz"), outside);

        var refused = Assert.Throws<FeatureFileException>(() => extractors.StatisticsPath("mine.npz"));

        Assert.Contains($"The file 'mine.npz' cannot be used: it leads to '{outside}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"copy it to {Path.Combine(folder.Path, "features")}", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}

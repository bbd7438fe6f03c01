using FastOde.FlowMatching.Datasets.Images;
using FastOde.Grains.Specs;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;

namespace FastOde.Grains.Tests.Specs;

/// <summary>Data sets that a spec names, where it is known which images were added.</summary>
public sealed class DataKeysTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();
    private readonly ImageDatasetStore store;

    public DataKeysTests()
    {
        store = new ImageDatasetStore(Path.Combine(temporary.Path, "datasets"));
        var source = Directory.CreateDirectory(Path.Combine(temporary.Path, "source")).FullName;
        File.WriteAllBytes(Path.Combine(source, "train-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 16, 0, 0, 0, 16, .. new byte[256]]);
        File.WriteAllBytes(Path.Combine(source, "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 1, 7]);
        store.Add("digits", new ImageDatasetSource { Path = source }, replace: false, DateTimeOffset.UnixEpoch, progress: null, TestContext.Current.CancellationToken);
    }

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Read_AddedImages_AreAccepted()
    {
        var spec = Read("data: { name: digits, flip: true, size: 16, channels: 1 }").Spec!;
        Assert.Equal(("digits", true), (spec.Trial.Data.Name, spec.Trial.Data.Flip));
    }

    [Theory]
    [InlineData("data: { name: two-gausians }", "trial.data.name", "There is no data set 'two-gausians'; did you mean 'two-gaussians'?")]
    [InlineData("data: { name: digist }", "trial.data.name", "did you mean 'digits'? Known: checkerboard, eight-gaussians, s-curve, two-gaussians, two-moons, digits. Add images with fastode data add digist PATH.")]
    [InlineData("data: { name: cifar10 }", "trial.data.name", "Add images with fastode data download cifar10 or fastode data add cifar10 PATH.")]
    [InlineData("data: { name: digits, size: 28 }", "trial.data.size", "digits has images of 16×16 pixels and 1 channel, so size is 16, not 28.")]
    [InlineData("data: { name: digits, channels: 3 }", "trial.data.channels", "so channels is 1, not 3.")]
    public void Read_DataThatIsNotHere_IsRefusedWithItsLine(string data, string path, string words)
    {
        var problem = Assert.Single(Read(data).Problems);
        Assert.Equal((3, path), (problem.Line, problem.Key));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SearchedDataThatIsNotHere_IsRefused()
    {
        var reading = new YamlSpecReader(store).Read("name: a\ntrial: {}\nsearch:\n  space:\n    data.name: { values: [two-moons, digits, mnist] }\n", "test.yaml");
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((5, "search.space.data.name"), (problem.Line, problem.Key));
        Assert.Contains("There is no data set 'mnist'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NetworkThatDoesNotFitTheAddedImages_IsRefused()
    {
        var problem = Assert.Single(Read("data: { name: digits }\n  network: { kind: song-unet, multipliers: [1, 1, 1, 1, 1, 1] }").Problems);
        Assert.Contains("not 16", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedImages_AreNamed()
    {
        File.Delete(Path.Combine(temporary.Path, "datasets", "digits", "dataset.json"));
        var problem = Assert.Single(Read("data: { name: digits }").Problems);
        Assert.Contains("dataset.json", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutAStore_TakesAnyName() =>
        Assert.Equal("faces-64", SpecAssert.Valid("name: a\ntrial: { data: { name: faces-64 } }").Trial.Data.Name);

    private SpecReading Read(string data) => new YamlSpecReader(store).Read($"name: a\ntrial:\n  {data}\n", "test.yaml");
}

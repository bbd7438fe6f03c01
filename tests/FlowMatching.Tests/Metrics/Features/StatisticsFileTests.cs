using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Tests.Checkpoints.NumPy;
using FastOde.FlowMatching.Tests.TestSupport;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Metrics.Features;

/// <summary>Statistics from files of NumPy.</summary>
public sealed class StatisticsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Read_MeanAndCovariance_GivesThem()
    {
        var file = NpzBytes.Write(folder, ("sigma", NpzBytes.Array([2, 2], [2.0, 1, 1, 3])), ("mu", NpzBytes.Array([2], [0.5f, -1])));
        using var statistics = StatisticsFile.Read(file);
        Assert.Null(statistics.Count);
        using var scope = torch.NewDisposeScope();
        TensorAssert.Same(torch.tensor([0.5, -1]), statistics.Mean);
        TensorAssert.Same(torch.tensor(new double[,] { { 2, 1 }, { 1, 3 } }), statistics.Covariance);
    }

    [Fact]
    public void Read_NoCovariance_NamesWhatThereIs() => Refused(
        "it has no array 'sigma', only 'mu', 'cov'; give an .npz with mu", ("mu", NpzBytes.Array([2], [1.0, 2])), ("cov", NpzBytes.Array([1], [1.0])));

    [Fact]
    public void Read_ShapesThatDoNotFit_NamesThem() => Refused(
        "its mu has the shape [2] and its sigma [3, 3]", ("mu", NpzBytes.Array([2], [1.0, 2])), ("sigma", NpzBytes.Array([3, 3], new double[9])));

    [Fact]
    public void Read_MatrixThatIsNoCovariance_IsRefused() => Refused(
        "its sigma is not symmetric", ("mu", NpzBytes.Array([2], [1.0, 2])), ("sigma", NpzBytes.Array([2, 2], [1.0, 2, 3, 4])));

    [Fact]
    public void Read_NotFinite_IsRefused() => Refused(
        "it has numbers that are not finite", ("mu", NpzBytes.Array([1], [double.NaN])), ("sigma", NpzBytes.Array([1, 1], [1.0])));

    public void Dispose() => folder.Dispose();

    private void Refused(string part, params (string Name, byte[] Content)[] arrays)
    {
        var file = NpzBytes.Write(folder, arrays);
        var refused = Assert.Throws<FeatureFileException>(() => StatisticsFile.Read(file));
        Assert.StartsWith($"The file '{file}' cannot be used: {part}", refused.Message, StringComparison.Ordinal);
    }
}

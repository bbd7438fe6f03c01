using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Networks;

/// <summary>Which network a spec's words build on which samples.</summary>
public sealed class NetworkProblemTests : IDisposable
{
    private static readonly SongUNetSpec Small = new SongUNetSpec { Channels = 4, Multipliers = [1, 2], Blocks = 1, Attention = [] };

    private readonly torch.Generator dropout = new(1, torch.CPU);

    public void Dispose() => dropout.Dispose();

    public static TheoryData<NetworkSpec, Type> Kinds => new()
    {
        { new MlpSpec(), typeof(TensorMlp) },
        { new FourierMlpSpec(), typeof(TensorMlp) },
        { Small, typeof(TensorUNet) },
        { new AdmUNetSpec { Channels = 64, Multipliers = [1, 2], Blocks = 1, Attention = [] }, typeof(TensorUNet) },
    };

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Create_EveryKindOnImages_GivesOneNumberForEachPixelOrTwo(NetworkSpec spec, Type expected)
    {
        foreach (var outputs in new[] { NetworkProblem.VelocityOutputs, NetworkProblem.EncoderOutputs })
        {
            using var network = Problems.Create(spec, new SampleShape(3, 4, 4), DiagonalNormal.Standard(48), outputs, dropout);
            Assert.IsType(expected, network);
            Assert.Equal(outputs * 48, network.OutputDimension);
        }
    }

    [Fact]
    public void UNet_ChannelsThatNoHeadsDivide_AreRefusedByKey()
    {
        var spec = new AdmUNetSpec() { Channels = 96, Multipliers = [1, 1], Blocks = 1, Attention = [] };
        var error = Assert.Throws<SettingValueException>(() => UNetShape.Of(spec, new SampleShape(1, 4, 4), NetworkProblem.VelocityOutputs));
        Assert.Equal("network", error.Key);
        Assert.Contains("attention heads", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("network.kind", "has points", 2, 1, 1, 1)]
    [InlineData("encoder.kind", "has points", 2, 1, 1, 2)]
    [InlineData("network.kind", "square images, and these are 6×4 pixels", 1, 4, 6, 1)]
    [InlineData("encoder", "multiple of 2, not 5", 1, 5, 5, 2)]
    public void Create_SamplesThatNoUNetFits_AreRefusedByKey(string key, string expected, int channels, int height, int width, int outputs)
    {
        var shape = new SampleShape(channels, height, width);
        var error = Assert.Throws<SettingValueException>(
            () => Problems.Create(Small, shape, DiagonalNormal.Standard(shape.Dimension), outputs, dropout));
        Assert.Equal(key, error.Key);
        Assert.Contains(expected, error.Problem, StringComparison.Ordinal);
        Assert.Equal($"{key}: {error.Problem}", error.Message);
    }
}

using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Networks;

/// <summary>Which network a spec's words build on which samples.</summary>
public sealed class NetworkFactoryTests : IDisposable
{
    private static readonly NetworkOptions Small = new() { Kind = NetworkKind.SongUNet, Channels = 4, Multipliers = [1, 2], Blocks = 1, Attention = [] };

    private readonly torch.Generator dropout = new(1, torch.CPU);

    public void Dispose() => dropout.Dispose();

    [Theory]
    [InlineData(NetworkKind.Mlp, typeof(TensorMlp))]
    [InlineData(NetworkKind.FourierMlp, typeof(TensorMlp))]
    [InlineData(NetworkKind.SongUNet, typeof(TensorUNet))]
    [InlineData(NetworkKind.AdmUNet, typeof(TensorUNet))]
    public void Create_EveryKindOnImages_GivesOneNumberForEachPixelOrTwo(NetworkKind kind, Type expected)
    {
        var options = Small with { Kind = kind, Channels = kind == NetworkKind.AdmUNet ? 64 : 4 };
        foreach (var outputs in new[] { NetworkFactory.VelocityOutputs, NetworkFactory.EncoderOutputs })
        {
            using var network = NetworkFactory.Create(options, new SampleShape(3, 4, 4), DiagonalNormal.Standard(48), outputs, dropout);
            Assert.IsType(expected, network);
            Assert.Equal(outputs * 48, network.OutputDimension);
        }
    }

    [Fact]
    public void UNet_EveryOption_ReachesTheNetwork()
    {
        var options = new NetworkOptions
        {
            Kind = NetworkKind.AdmUNet,
            Channels = 64,
            Multipliers = [1, 3],
            Blocks = 2,
            Attention = [4],
            Dropout = 0.3,
            Embedding = TimeEmbeddingKind.Fourier,
            Contracting = ContractingKind.Residual,
            Expanding = ExpandingKind.Skip,
            ResampleFilter = [1, 3, 3, 1],
            EmbeddingMultiplier = 5,
            TimeMultiplier = 2,
        };
        var built = NetworkFactory.UNet(options, new SampleShape(3, 8, 8), NetworkFactory.EncoderOutputs);
        var expected = new UNetOptions
        {
            Kind = UNetKind.Adm,
            Resolution = 8,
            InputChannels = 3,
            OutputChannels = 6,
            BaseChannels = 64,
            Multipliers = options.Multipliers,
            BlocksPerLevel = 2,
            AttentionResolutions = options.Attention,
            Dropout = 0.3,
            EmbeddingMultiplier = 5,
            Embedding = TimeEmbeddingKind.Fourier,
            TimeMultiplier = 2,
            Contracting = ContractingKind.Residual,
            Expanding = ExpandingKind.Skip,
            ResampleFilter = options.ResampleFilter,
        };
        Assert.Equal(expected, built);
    }

    [Fact]
    public void UNet_ChannelsThatNoHeadsDivide_AreRefusedByKey()
    {
        var options = Small with { Kind = NetworkKind.AdmUNet, Channels = 96, Multipliers = [1, 1] };
        var error = Assert.Throws<SettingValueException>(() => NetworkFactory.UNet(options, new SampleShape(1, 4, 4), NetworkFactory.VelocityOutputs));
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
            () => NetworkFactory.Create(Small, shape, DiagonalNormal.Standard(shape.Dimension), outputs, dropout));
        Assert.Equal(key, error.Key);
        Assert.Contains(expected, error.Problem, StringComparison.Ordinal);
        Assert.Equal($"{key}: {error.Problem}", error.Message);
    }
}

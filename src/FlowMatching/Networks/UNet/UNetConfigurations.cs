using FastOde.FlowMatching.Catalogs;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>The networks of Lee, Kim and Ye (2023): encoders are narrower and shallower than velocity networks.</summary>
public static class UNetConfigurations
{
    /// <summary>Configurations by spec name: <c>mnist</c>, <c>cifar10</c>, <c>ffhq64</c>, <c>afhq64</c>, <c>celebahq256</c>.</summary>
    public static NameCatalog<UNetConfiguration> Published { get; } = new(
        "published U-Net",
        [
            Pair("mnist", 28, 1, [2, 2, 2], dropout: 0.13, baseChannels: 32, blocks: 2),
            Pair("cifar10", 32, 3, [2, 2, 2], dropout: 0.13, baseChannels: 128, blocks: 4),
            Pair("ffhq64", 64, 3, [1, 2, 2, 2], dropout: 0.05, baseChannels: 128, blocks: 4),
            Pair("afhq64", 64, 3, [1, 2, 2, 2], dropout: 0.25, baseChannels: 128, blocks: 4),
            Pair("celebahq256", 256, 3, [1, 2, 2, 2], dropout: 0.25, baseChannels: 128, blocks: 4),
        ],
        configuration => configuration.Name);

    private static UNetConfiguration Pair(
        string name, int resolution, int channels, IReadOnlyList<int> multipliers, double dropout, int baseChannels, int blocks)
    {
        var spec = new SongUNetSpec { Channels = baseChannels, Multipliers = multipliers, Blocks = blocks, Dropout = dropout };
        var velocity = new UNetShape() { Spec = spec, Resolution = resolution, InputChannels = channels, OutputChannels = channels };
        return new UNetConfiguration
        {
            Name = name,
            Velocity = velocity,
            Encoder = velocity with { Spec = spec with { Channels = 32, Blocks = 2 }, OutputChannels = 2 * channels },
        };
    }
}

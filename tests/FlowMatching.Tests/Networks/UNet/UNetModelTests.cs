using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Networks.UNet;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Networks.UNet;

/// <summary>What a U-Net is made of, family by family.</summary>
public sealed class UNetModelTests
{
    private static readonly SongUNetSpec Song = new() { Channels = 8, Multipliers = [1, 2, 2], Blocks = 1, Attention = [8] };

    private static readonly AdmUNetSpec Adm = new() { Channels = 64, Multipliers = [1, 2, 2], Blocks = 1, Attention = [8] };

    private static readonly UNetShape Small = new()
    {
        Spec = Song,
        Resolution = 16,
        InputChannels = 3,
        OutputChannels = 3,
    };

    [Theory]
    [InlineData("mnist", 2_155_201, 2_155_778)]
    [InlineData("cifar10", 55_732_739, 2_208_966)]
    [InlineData("ffhq64", 61_804_419, 2_475_654)]
    [InlineData("afhq64", 61_804_419, 2_475_654)]
    [InlineData("celebahq256", 60_486_019, 2_425_350)]
    public void ParameterCount_PublishedConfiguration_IsThePublishedOne(string name, long velocity, long encoder)
    {
        var pair = UNetConfigurations.Published.Find(name);
        Assert.Equal(velocity, new UNetModel(pair.Velocity).ParameterCount);
        Assert.Equal(encoder, new UNetModel(pair.Encoder).ParameterCount);
    }

    [Theory]
    [InlineData(TimeEmbeddingKind.Positional, ContractingKind.Standard, ExpandingKind.Standard, 2)]
    [InlineData(TimeEmbeddingKind.Fourier, ContractingKind.Residual, ExpandingKind.Standard, 4)]
    [InlineData(TimeEmbeddingKind.Positional, ContractingKind.Skip, ExpandingKind.Skip, 4)]
    [InlineData(TimeEmbeddingKind.Fourier, ContractingKind.Residual, ExpandingKind.Skip, 2)]
    public void Apply_EveryVariant_GivesFiniteImagesThatDependOnImageAndTime(
        TimeEmbeddingKind embedding, ContractingKind contracting, ExpandingKind expanding, int taps)
    {
        var spec = Song with
        {
            Embedding = embedding,
            TimeMultiplier = 2,
            Contracting = contracting,
            Expanding = expanding,
            ResampleFilter = taps == 2 ? [1, 1] : [1, 3, 3, 1],
        };
        var model = new UNetModel(Small with { Spec = spec });
        CheckDependence(model);
    }

    [Fact]
    public void Apply_Adm_GivesFiniteImagesThatDependOnImageAndTime() =>
        CheckDependence(new UNetModel(Small with { Spec = Adm }));

    [Theory]
    [InlineData(ContractingKind.Skip, "enc.8x8_down.skip.resample_filter", "enc.8x8_aux_down.resample_filter [1,1,4,4]", "enc.8x8_aux_skip.weight [8,3,1,1]", "enc.8x8_aux_skip.bias [8]")]
    [InlineData(ContractingKind.Residual, "enc.8x8_down.skip.resample_filter", "enc.8x8_aux_residual.weight [8,3,3,3]", "enc.8x8_aux_residual.bias [8]", "enc.8x8_aux_residual.resample_filter [1,1,4,4]")]
    [InlineData(ContractingKind.Residual, "enc.4x4_down.skip.resample_filter", "enc.4x4_aux_residual.weight [16,8,3,3]", "enc.4x4_aux_residual.bias [16]", "enc.4x4_aux_residual.resample_filter [1,1,4,4]")]
    public void Entries_OtherContractingHalves_FollowTheBlockThatHalves(ContractingKind kind, string after, params string[] expected)
    {
        var model = new UNetModel(Small with { Spec = Song with { Contracting = kind, ResampleFilter = [1, 3, 3, 1] } });
        string[] names = [.. model.Entries.Select(entry => entry.Name)];
        var start = Array.IndexOf(names, after) + 1;
        Assert.Equal(expected, model.Entries.Skip(start).Take(expected.Length).Select(Describe));
    }

    [Fact]
    public void Entries_SkippingExpandingHalf_GiveAnOutputAtEveryLevel()
    {
        var model = new UNetModel(Small with { Spec = Song with { Expanding = ExpandingKind.Skip } });
        string[] heads =
        [
            .. new[] { "4x4", "8x8", "16x16" }.SelectMany(size => new[] { "up.resample_filter", "norm.weight", "norm.bias", "conv.weight", "conv.bias" }
                .Select(part => $"dec.{size}_aux_{part}")).Skip(1),
        ];
        Assert.Equal(heads, model.Entries.Select(entry => entry.Name).Where(name => name.Contains("aux", StringComparison.Ordinal)));
    }

    [Fact]
    public void Entries_Fourier_BeginWithTheFrequencies()
    {
        var model = new UNetModel(Small with { Spec = Song with { Embedding = TimeEmbeddingKind.Fourier, TimeMultiplier = 2 } });
        Assert.Equal("map_noise.freqs [8]", Describe(model.Entries[0]));
        Assert.Equal("map_layer0.weight [32,16]", Describe(model.Entries[1]));
        Assert.DoesNotContain(model.Shapes, shape => shape.Name == "map_noise.freqs");
    }

    [Fact]
    public void Shapes_Song_StartWithBranchesNearZeroAndNormsAtOne()
    {
        var shapes = new UNetModel(Small).Shapes.ToDictionary(shape => shape.Name);
        Assert.Equal((1, 0), (shapes["enc.16x16_block0.norm0.weight"].Centre, shapes["enc.16x16_block0.norm0.weight"].Bound));
        Assert.Equal((0, 0), (shapes["enc.16x16_block0.conv0.bias"].Centre, shapes["enc.16x16_block0.conv0.bias"].Bound));
        Assert.Equal(Math.Sqrt(6.0 / (72 + 72)), shapes["enc.16x16_block0.conv0.weight"].Bound, 1e-12);
        Assert.Equal(1e-5 * Math.Sqrt(6.0 / (72 + 72)), shapes["enc.16x16_block0.conv1.weight"].Bound, 1e-12);
        Assert.Equal(Math.Sqrt(0.2 * 6.0 / (16 + 48)), shapes["enc.8x8_block0.qkv.weight"].Bound, 1e-12);
    }

    public static TheoryData<UNetShape, string> Impossible => new()
    {
        { Small with { Resolution = 18 }, "multiple of 4" },
        { Small with { Spec = Song with { Channels = 130 } }, "normalise the 130 channels" },
        { Small with { Spec = Adm with { Channels = 8 } }, "attention heads of 64" },
        { Small with { Spec = Song with { ResampleFilter = [1, 2, 1] } }, "even number of taps" },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void Constructor_ImpossibleShape_SaysWhy(UNetShape shape, string expected)
    {
        var refusal = Assert.Throws<SettingValueException>(() => new UNetModel(shape));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    private static string Describe(StateEntry entry) => $"{entry.Name} [{string.Join(",", entry.Sizes)}]";

    private static void CheckDependence(UNetModel model)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        torch.Tensor[] state = [.. model.Entries.Select(FillRule.Fill)];
        var images = FillRule.Images(2, 3, 16, 16);
        var output = model.Apply(state, images, torch.tensor(new[] { 0.25, 0.75 }));
        Assert.Equal([2L, 3L, 16L, 16L], output.shape);
        Assert.True(output.isfinite().all().item<bool>());
        Assert.True(output.std().item<double>() > 0.01);
        var later = model.Apply(state, images, torch.tensor(new[] { 0.25, 0.8 }));
        var other = model.Apply(state, images * 0.9, torch.tensor(new[] { 0.25, 0.75 }));
        Assert.Equal(0, (output - later)[0].abs().max().item<double>(), 1e-9);
        Assert.True((output - later)[1].abs().max().item<double>() > 1e-4);
        Assert.True((output - other).abs().max().item<double>() > 1e-4);
    }
}

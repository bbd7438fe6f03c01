using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Specs;
using FastOde.Specs;
using FastOde.Specs.Networks;

namespace FastOde.Grains.Tests.Specs;

/// <summary>What a spec says of U-Nets and encoders, and what of it reaches the trainer.</summary>
public sealed class NetworkSpecTests
{
    private const string Images = """
        name: images
        trial:
          data: { name: mnist }
          coupling: { kind: learned }
          network:
            kind: song-unet
            channels: 16
            multipliers: [2, 2, 2]
            blocks: 3
            attention: []
            dropout: 0.2
            embedding: fourier
            contracting: residual
            expanding: skip
            resampleFilter: [1, 3, 3, 1]
            embeddingMultiplier: 2
            timeMultiplier: 3
            checkpointing: true
          encoder: { channels: 8, blocks: 1, attention: [14] }
        """;

    [Fact]
    public void Map_UNet_HasEveryOption()
    {
        var network = TrainingOptionsMapper.Map(SpecAssert.Valid(Images).Trial, 0).Network;

        Assert.Equal((NetworkKind.SongUNet, 16, 3, 0.2, 2, 3), (network.Kind, network.Channels, network.Blocks, network.Dropout, network.EmbeddingMultiplier, network.TimeMultiplier));
        Assert.Equal((TimeEmbeddingKind.Fourier, ContractingKind.Residual, ExpandingKind.Skip), (network.Embedding, network.Contracting, network.Expanding));
        Assert.Equal([2, 2, 2], network.Multipliers);
        Assert.Empty(network.Attention);
        Assert.True(network.Checkpointing);
        Assert.Equal([1, 3, 3, 1], network.ResampleFilter);
    }

    [Fact]
    public void Map_Encoder_TakesWhatIsNotGivenFromTheNetwork()
    {
        var options = TrainingOptionsMapper.Map(SpecAssert.Valid(Images).Trial, 0);

        var expected = options.Network with { Channels = 8, Blocks = 1, Attention = options.Encoder!.Attention };
        Assert.Equivalent(expected, options.Encoder);
        Assert.True(options.Encoder.Checkpointing);
        Assert.Equal([14], options.Encoder.Attention);
    }

    [Fact]
    public void Map_NetworkOfThePriorsFlow_HasHalfTheChannelsAndWhatIsGiven()
    {
        var flow = Images.Replace("kind: learned", "kind: learned, prior: flow, priorSteps: 5", StringComparison.Ordinal);
        var options = TrainingOptionsMapper.Map(SpecAssert.Valid(flow).Trial, 0);
        Assert.Equivalent(options.Network with { Channels = 8 }, options.PriorNetwork);
        Assert.Equal(5, options.Coupling.PriorSteps);

        var given = TrainingOptionsMapper.Map(SpecAssert.Valid(flow + "\n  priorNetwork: { channels: 4, blocks: 1 }").Trial, 0).PriorNetwork;
        Assert.Equal((4, 1, 0.2), (given!.Channels, given.Blocks, given.Dropout));
    }

    [Fact]
    public void Map_OtherPriors_HaveNoNetwork() =>
        Assert.Null(TrainingOptionsMapper.Map(SpecAssert.Valid(Images + "\n  priorNetwork: { channels: 4 }").Trial, 0).PriorNetwork);

    [Fact]
    public void Map_WithoutEncoder_LeavesItToTheNetwork() => Assert.Null(TrainingOptionsMapper.Map(new TrialSpec(), 0).Encoder);

    [Fact]
    public void Apply_NetworkAndEncoderKeys_AreSearchable()
    {
        var trial = SpecAssert.Valid(Images).Template.With(new Dictionary<string, ParameterValue>
        {
            ["network.dropout"] = ParameterValue.Of(0.5),
            ["encoder.channels"] = ParameterValue.Of(4),
        });

        var options = TrainingOptionsMapper.Map(trial, 0);
        Assert.Equal((0.5, 0.5, 16, 4), (options.Network.Dropout, options.Encoder!.Dropout, options.Network.Channels, options.Encoder.Channels));
    }

    [Fact]
    public void Fingerprint_OfAnotherEncoder_Differs()
    {
        var options = new TrainingOptions();

        Assert.NotEqual(TrainingFingerprint.Of(options), TrainingFingerprint.Of(options with { Encoder = options.Network with { Hidden = 7 } }));
    }
}

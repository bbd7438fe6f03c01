using FastOde.Specs;
using FastOde.Specs.Networks;

namespace FastOde.Grains.Tests.Specs;

/// <summary>What a spec says of U-Nets and encoders, and what of it reaches the trainer.</summary>
public sealed class NetworkKeysTests
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
    public void Read_UNet_HasEveryKey()
    {
        var network = Assert.IsType<SongUNetSpec>(SpecAssert.Valid(Images).Trial.Network);

        Assert.Equal((16, 3, 0.2, 2, 3), (network.Channels, network.Blocks, network.Dropout, network.EmbeddingMultiplier, network.TimeMultiplier));
        Assert.Equal((TimeEmbeddingKind.Fourier, ContractingKind.Residual, ExpandingKind.Skip), (network.Embedding, network.Contracting, network.Expanding));
        Assert.Equal([2, 2, 2], network.Multipliers);
        Assert.Empty(network.Attention);
        Assert.True(network.Checkpointing);
        Assert.Equal([1, 3, 3, 1], network.ResampleFilter);
    }

    [Fact]
    public void EncoderNetwork_Overrides_TakeWhatIsNotGivenFromTheNetwork()
    {
        var trial = SpecAssert.Valid(Images).Trial;

        var encoder = Assert.IsType<SongUNetSpec>(trial.EncoderNetwork);
        Assert.Equivalent((SongUNetSpec)trial.Network with { Channels = 8, Blocks = 1, Attention = encoder.Attention }, encoder);
        Assert.True(encoder.Checkpointing);
        Assert.Equal([14], encoder.Attention);
    }

    [Fact]
    public void PriorFlowNetwork_PriorWithAFlow_HasHalfTheChannelsAndWhatIsGiven()
    {
        var flow = Images.Replace("kind: learned", "kind: learned, prior: flow, priorSteps: 5", StringComparison.Ordinal);
        var trial = SpecAssert.Valid(flow).Trial;
        Assert.Equivalent((SongUNetSpec)trial.Network with { Channels = 8 }, trial.PriorFlowNetwork);

        var given = Assert.IsType<SongUNetSpec>(SpecAssert.Valid(flow + "\n  priorNetwork: { channels: 4, blocks: 1 }").Trial.PriorFlowNetwork);
        Assert.Equal((4, 1, 0.2), (given.Channels, given.Blocks, given.Dropout));
    }

    [Fact]
    public void PriorFlowNetwork_OtherPriors_IsNone() => Assert.Null(SpecAssert.Valid(Images).Trial.PriorFlowNetwork);

    [Fact]
    public void EncoderNetwork_WithoutOverrides_IsTheNetworks() => Assert.Equal(new TrialSpec().Network, new TrialSpec().EncoderNetwork);

    [Fact]
    public void With_NetworkAndEncoderKeys_AreSearchable()
    {
        var trial = SpecAssert.Valid(Images).Template.With(new Dictionary<string, ParameterValue>
        {
            ["network.dropout"] = ParameterValue.Of(0.5),
            ["encoder.channels"] = ParameterValue.Of(4),
        });

        var (network, encoder) = ((UNetSpec)trial.Network, (UNetSpec)trial.EncoderNetwork);
        Assert.Equal((0.5, 0.5, 16, 4), (network.Dropout, encoder.Dropout, network.Channels, encoder.Channels));
    }
}

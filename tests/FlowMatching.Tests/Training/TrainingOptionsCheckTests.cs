using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Training;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>Options that do not go together.</summary>
public sealed class TrainingOptionsCheckTests
{
    [Fact]
    public void Problems_Defaults_None() => Assert.Empty(new TrainingOptions().Problems());

    [Theory]
    [InlineData(10, 3, 1, "accumulation", "A batch of 10 cannot be split into 3 equal parts; expected a batchSize that is a multiple of 3, such as 9.")]
    [InlineData(10, 1, 4, "replicas", "A batch of 10 cannot be split into 4 equal parts; expected a batchSize that is a multiple of 4, such as 8.")]
    [InlineData(10, 2, 3, "accumulation", "A batch of 10 cannot be split into 3 × 2 equal parts; expected a batchSize that is a multiple of 6, such as 6.")]
    [InlineData(2, 5, 1, "accumulation", "such as 5.")]
    public void Problems_BatchThatDoesNotDivide_NamesOneThatDoes(int batchSize, int accumulation, int replicas, string key, string words) => Refused(
        new TrainingOptions { BatchSize = batchSize, Accumulation = accumulation, Replicas = replicas }, key, words);

    [Fact]
    public void Problems_ReplicasOfACouplingThatComparesSamples_AreRefused()
    {
        Refused(Comparing with { Replicas = 2 }, "replicas", "compares the samples of a batch");
        var fitted = new CouplingOptions { Kind = CouplingKind.Learned, Prior = PriorKind.Fitted };
        Refused(new TrainingOptions { Replicas = 2, Coupling = fitted }, "replicas", "the standard prior");
        Assert.Empty((Comparing with { Coupling = Comparing.Coupling with { Kind = CouplingKind.MinibatchOptimalTransport }, Replicas = 2 }).Problems());
    }

    [Fact]
    public void Problems_ReplicasOfACouplingWithACritic_AreRefusedAndPartsAreNot()
    {
        var critic = new CouplingOptions { Kind = CouplingKind.Learned, Penalties = [PenaltyKind.Kl, PenaltyKind.Critic] };
        Refused(new TrainingOptions { Replicas = 2, Coupling = critic }, "replicas", "one critic");
        Assert.Empty(new TrainingOptions { BatchSize = 8, Accumulation = 8, Coupling = critic }.Problems());
        Assert.Empty(new TrainingOptions { Replicas = 2, Coupling = critic with { Kind = CouplingKind.Independent } }.Problems());
    }

    [Fact]
    public void Problems_OtherPrecisionOfANetworkThatHasNone_IsRefused()
    {
        var unet = new NetworkOptions { Kind = NetworkKind.SongUNet };
        Refused(new TrainingOptions { Precision = Precision.BFloat16 }, "precision", "single precision only");
        Refused(
            new TrainingOptions { Precision = Precision.BFloat16, Network = unet, Encoder = new(), Coupling = new() { Kind = CouplingKind.Learned } },
            "precision", "single precision only");
        Assert.Empty(new TrainingOptions { Precision = Precision.BFloat16, Network = unet }.Problems());
    }

    [Fact]
    public void Problems_PartsOfOneSampleThatAreCompared_AreRefused()
    {
        Refused(Comparing with { BatchSize = 8, Accumulation = 8 }, "accumulation", "leaves 1");
        Assert.Empty((Comparing with { BatchSize = 8, Accumulation = 4 }).Problems());
    }

    [Fact]
    public void Problems_BasisThatTheSamplesDoNotHave_IsRefused()
    {
        var cosines = new CouplingOptions { Kind = CouplingKind.Learned, Prior = PriorKind.Fitted, PriorBasis = PriorBasis.Fourier };
        Assert.Contains("data set has points", Assert.Single(new TrainingOptions { Coupling = cosines }.Problems(SampleShape.Points(2))).Message, StringComparison.Ordinal);
        Assert.Empty(new TrainingOptions { Coupling = cosines }.Problems(new SampleShape(1, 27, 27)));
        Assert.Empty(new TrainingOptions { Coupling = cosines with { Kind = CouplingKind.Independent } }.Problems(SampleShape.Points(2)));
    }

    private static TrainingOptions Comparing { get; } = new()
    {
        Coupling = new CouplingOptions { Kind = CouplingKind.Learned, Penalties = [PenaltyKind.Kl, PenaltyKind.SlicedWasserstein] },
    };

    private static void Refused(TrainingOptions options, string key, string words)
    {
        var problem = Assert.Single(options.Problems());
        Assert.Equal(key, problem.Key);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        var error = Assert.Throws<SettingValueException>(() => new TrainingRun(options));
        Assert.Equal($"{problem.Key}: {problem.Message}", error.Message);
    }
}

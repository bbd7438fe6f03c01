using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>Keys that do not go together.</summary>
public sealed class TrainingProblemsTests
{
    [Fact]
    public void Problems_Defaults_None() => Assert.Empty(TrainingProblems.Of(new TrialSpec(), shape: null));

    [Theory]
    [InlineData(10, 3, 1, "accumulation", "A batch of 10 cannot be split into 3 equal parts; expected a batchSize that is a multiple of 3, such as 9.")]
    [InlineData(10, 1, 4, "replicas", "A batch of 10 cannot be split into 4 equal parts; expected a batchSize that is a multiple of 4, such as 8.")]
    [InlineData(10, 2, 3, "accumulation", "A batch of 10 cannot be split into 3 × 2 equal parts; expected a batchSize that is a multiple of 6, such as 6.")]
    [InlineData(2, 5, 1, "accumulation", "such as 5.")]
    public void Problems_BatchThatDoesNotDivide_NamesOneThatDoes(int batchSize, int accumulation, int replicas, string key, string words) => Refused(
        new TrialSpec { BatchSize = batchSize, Accumulation = accumulation, Replicas = replicas }, key, words);

    [Fact]
    public void Problems_ReplicasOfACouplingThatComparesSamples_AreRefused()
    {
        Refused(Comparing with { Replicas = 2 }, "replicas", "compares the samples of a batch");
        var fitted = new LearnedCouplingSpec { Prior = PriorKind.Fitted };
        Refused(new TrialSpec { Replicas = 2, Coupling = fitted }, "replicas", "the standard prior");
        Assert.Empty(TrainingProblems.Of(new TrialSpec { Coupling = new MinibatchCouplingSpec(), Replicas = 2 }, shape: null));
    }

    [Fact]
    public void Problems_ReplicasOfACouplingWithACritic_AreRefusedAndPartsAreNot()
    {
        var critic = new LearnedCouplingSpec { Penalties = [new KlPenaltySpec(), new CriticPenaltySpec()] };
        Refused(new TrialSpec { Replicas = 2, Coupling = critic }, "replicas", "one critic");
        Assert.Empty(TrainingProblems.Of(new TrialSpec { BatchSize = 8, Accumulation = 8, Coupling = critic }, shape: null));
    }

    [Fact]
    public void Problems_OtherPrecisionOfANetworkThatHasNone_IsRefused()
    {
        var unet = new SongUNetSpec();
        Refused(new TrialSpec { Precision = Precision.BFloat16 }, "precision", "single precision only");
        Refused(
            new TrialSpec { Precision = Precision.BFloat16, Network = unet, Encoder = NetworkOverrides.Of(("kind", "mlp")), Coupling = new LearnedCouplingSpec() },
            "precision", "single precision only");
        Assert.Empty(TrainingProblems.Of(new TrialSpec { Precision = Precision.BFloat16, Network = unet }, shape: null));
    }

    [Fact]
    public void Problems_PartsOfOneSampleThatAreCompared_AreRefused()
    {
        Refused(Comparing with { BatchSize = 8, Accumulation = 8 }, "accumulation", "leaves 1");
        Assert.Empty(TrainingProblems.Of(Comparing with { BatchSize = 8, Accumulation = 4 }, shape: null));
    }

    [Fact]
    public void Problems_BasisThatTheSamplesDoNotHave_IsRefused()
    {
        var cosines = new LearnedCouplingSpec { Prior = PriorKind.Fitted, PriorBasis = PriorBasis.Fourier };
        Assert.Contains("data set has points", Assert.Single(TrainingProblems.Of(new TrialSpec { Coupling = cosines }, SampleShape.Points(2))).Message, StringComparison.Ordinal);
        Assert.Empty(TrainingProblems.Of(new TrialSpec { Coupling = cosines }, new SampleShape(1, 27, 27)));
    }

    private static TrialSpec Comparing { get; } = new()
    {
        Coupling = new LearnedCouplingSpec { Penalties = [new KlPenaltySpec(), new SlicedWassersteinPenaltySpec()] },
    };

    private static void Refused(TrialSpec options, string key, string words)
    {
        var problem = Assert.Single(TrainingProblems.Of(options, shape: null));
        Assert.Equal(key, problem.Key);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        var error = Assert.Throws<SettingValueException>(() => new TrainingRun(new(options)));
        Assert.Equal($"{problem.Key}: {problem.Message}", error.Message);
    }
}

using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Methods;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>Which keys make another trial.</summary>
public sealed class TrainingFingerprintTests
{
    public static TheoryData<TrialSpec> Others() =>
    [
        new TrialSpec { Data = new() { Name = "two-moons" } },
        new TrialSpec { Path = "cosine" },
        new TrialSpec { BatchSize = 64 },
        new TrialSpec { Coupling = new LearnedCouplingSpec() },
        new TrialSpec { Coupling = new LearnedCouplingSpec { Beta = 5 } },
        new TrialSpec { Coupling = new LearnedCouplingSpec { Penalties = [new KlPenaltySpec(), new MmdPenaltySpec()] } },
        new TrialSpec { Coupling = new LearnedCouplingSpec { Penalties = [new KlPenaltySpec(), new MmdPenaltySpec { Weight = 5 }] } },
        new TrialSpec { Method = new DistillationSpec { Teaching = new() { Teacher = "1-1" } } },
        new TrialSpec { Network = new MlpSpec { Hidden = 64 } },
        new TrialSpec { Network = new FourierMlpSpec() },
        new TrialSpec { Encoder = NetworkOverrides.Of(("hidden", 64)) },
        new TrialSpec { PriorNetwork = NetworkOverrides.Of(("hidden", 64)) },
        new TrialSpec { Optimizer = new AdamSpec { LearningRate = 1e-4 } },
    ];

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public void Of_AnotherTrial_IsAnotherThanAllOthers(TrialSpec other) =>
        Assert.Equal(1, Others().Select(row => row.Data).Append(new()).Count(trial => TrainingFingerprint.Of(new(trial)) == TrainingFingerprint.Of(new(other))));

    [Fact]
    public void Of_AnotherSeed_IsAnother() => Assert.NotEqual(TrainingFingerprint.Of(new(new())), TrainingFingerprint.Of(new(new(), Seed: 1)));

    [Fact]
    public void Of_OtherTimesAndReports_IsTheSame() => Assert.Equal(
        TrainingFingerprint.Of(new(new())),
        TrainingFingerprint.Of(new(new TrialSpec { Iterations = 5, Device = "cpu", Log = new() { Every = 1 }, Checkpoint = new() { Every = 3 }, Evaluation = new() { Samples = 2 } })));

    // A version with more keys, with defaults, must know the checkpoints of this one: what has its default is not in the
    // hash, so these stay for ever.
    [Fact]
    public void Of_TrialsOfThisVersion_StayForEver()
    {
        Assert.Equal("trial:a2e7bdbcc9c7f131fcced1a7dc9379c0fa822ce991e53758de1d757eac4041ef", TrainingFingerprint.Of(new(new())));
        Assert.Equal("trial:d23e5839eaa248102b1e13c027521ff8c34ed5b94583182e10c237f904b807c9", TrainingFingerprint.Of(new(new TrialSpec { Coupling = new LearnedCouplingSpec { Penalties = [new CriticPenaltySpec { Weight = 3 }] } }, Seed: 7)));
    }

    [Fact]
    public void Fits_AnotherTrialOfThisVersion_DoesNot()
    {
        Assert.True(TrainingFingerprint.Fits(TrainingFingerprint.Of(new(new())), new(new())));
        Assert.False(TrainingFingerprint.Fits(TrainingFingerprint.Of(new(new(), Seed: 1)), new(new())));
    }

    [Fact]
    public void Fits_CheckpointOfAnEarlierVersion_IsLeftToItsRecord() =>
        Assert.True(TrainingFingerprint.Fits("0a7506ee5440743e35f9206cd1e68f24e1be76b736b4f3110789551d16d549ae", new(new())));
}

using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Training;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>Which options make another trial.</summary>
public sealed class TrainingFingerprintTests
{
    public static TheoryData<TrainingOptions> Others() =>
    [
        new TrainingOptions { Seed = 1 },
        new TrainingOptions { Data = "two-moons" },
        new TrainingOptions { Path = "cosine" },
        new TrainingOptions { BatchSize = 64 },
        new TrainingOptions { Coupling = new CouplingOptions { Beta = 5 } },
        new TrainingOptions { Coupling = new CouplingOptions { Penalties = [PenaltyKind.Kl, PenaltyKind.Mmd] } },
        new TrainingOptions { Coupling = new CouplingOptions { Critic = new CriticOptions { Channels = 8 } } },
        new TrainingOptions { Network = new NetworkOptions { Hidden = 64 } },
        new TrainingOptions { Encoder = new NetworkOptions { Hidden = 64 } },
        new TrainingOptions { PriorNetwork = new NetworkOptions { Hidden = 64 } },
        new TrainingOptions { Coupling = new CouplingOptions { PriorSteps = 4 } },
        new TrainingOptions { Optimizer = new OptimizerOptions { LearningRate = 1e-4 } },
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void Of_AnotherTrial_IsAnother(TrainingOptions other) =>
        Assert.NotEqual(TrainingFingerprint.Of(new TrainingOptions()), TrainingFingerprint.Of(other));

    [Fact]
    public void Of_OtherTimesAndReports_IsTheSame() => Assert.Equal(
        TrainingFingerprint.Of(new TrainingOptions()),
        TrainingFingerprint.Of(new TrainingOptions { Iterations = 5, LogEvery = 1, CheckpointEvery = 3 }));

    [Fact]
    public void Of_EncoderWrittenOutAsTheNetwork_IsTheSame() => Assert.Equal(
        TrainingFingerprint.Of(new TrainingOptions { Network = new NetworkOptions { Hidden = 64 } }),
        TrainingFingerprint.Of(new TrainingOptions { Network = new NetworkOptions { Hidden = 64 }, Encoder = new NetworkOptions { Hidden = 64 } }));

    // A version whose options are more, with defaults, must know the checkpoints of this one: what has its default is
    // not in the hash, so trials that set nothing keep this value for ever.
    [Fact]
    public void Of_Defaults_IsTheHashOfNothing() =>
        Assert.Equal("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", TrainingFingerprint.Of(new TrainingOptions()));
}

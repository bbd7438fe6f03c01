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

    // As earlier versions wrote them into the checkpoints of such trials, which must resume.
    [Theory]
    [InlineData(CouplingKind.Independent, null, "0a7506ee5440743e35f9206cd1e68f24e1be76b736b4f3110789551d16d549ae")]
    [InlineData(CouplingKind.Learned, PenaltyKind.Kl, "1479cb1a818bee1b449b16c1fba9875bbcea06df46fd70692d1e4b5cea62b706")]
    [InlineData(CouplingKind.Learned, PenaltyKind.SlicedWasserstein, "67d76f95ec5dfa88360a07ab5c74ea05967973ee8a56875b8ae748999f3119c2")]
    [InlineData(CouplingKind.Learned, PenaltyKind.Mmd, "851c2a4b4f0d18ff5493a9578776811ddf00e23c85d1fa9fcab9c64fb0ef476e")]
    [InlineData(CouplingKind.MinibatchOptimalTransport, null, "e8966d493ff3551f9ce0e50c29d6fb0ef4e1dcfd4d94fefef557cd46990f7d8b")]
    public void Of_TrialOfAnEarlierVersion_IsWhatItsCheckpointsHold(CouplingKind kind, PenaltyKind? penalty, string expected) => Assert.Equal(expected, TrainingFingerprint.Of(new TrainingOptions
    {
        Optimizer = new OptimizerOptions { EmaDecay = 0.98, ClipNorm = 5 },
        Coupling = new CouplingOptions { Kind = kind, Penalties = [penalty ?? PenaltyKind.Kl] },
    }));

    [Fact]
    public void Of_DistillationOfAnEarlierVersion_IsWhatItsCheckpointsHold() => Assert.Equal(
        "3b0416527425218e32ca48d277c441b86409781a5b9c04006c6888a3496b4a7f",
        TrainingFingerprint.Of(new TrainingOptions
        {
            Network = new NetworkOptions { Hidden = 64 },
            Coupling = new CouplingOptions { Kind = CouplingKind.Distillation, Teacher = "1-1", Pairs = 2048, TeacherSolver = "euler-8" },
        }));
}

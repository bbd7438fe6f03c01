using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Teachers;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>A prior that is fitted to encoded images in a basis goes where the trial goes: checkpoints, restored flows, pairs.</summary>
public sealed class FittedPriorTests
{
    public static TheoryData<PriorBasis> Bases() => [.. Enum.GetValues<PriorBasis>()];

    [Theory]
    [MemberData(nameof(Bases))]
    public void Restore_CheckpointInTheMiddle_GoesOnExactly(PriorBasis basis)
    {
        using var straight = Run(basis);
        using var resumed = Run(basis);
        Advance(straight, 3);
        resumed.Restore(CheckpointFormat.Decode(CheckpointFormat.Encode(straight.Capture())));
        Advance(straight, 4);
        Advance(resumed, 4);
        Assert.Equal(straight.WeightsSha256(), resumed.WeightsSha256());
        AssertSameStart(straight.VelocityField.Start, resumed.VelocityField.Start);
        Assert.Equal(basis, Assert.IsType<NoiseShift>(resumed.VelocityField.Start).Basis.Kind);
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void TrainedFlow_OfItsCheckpoint_StartsInTheSameBasis(PriorBasis basis)
    {
        using var run = Run(basis);
        Advance(run, 3);
        using var flow = TrainedFlow.Restore(run.Trial.Spec, run.Shape, run.Prior, run.Capture());
        AssertSameStart(run.VelocityField.Start, flow.VelocityField.Start);
    }

    [Fact]
    public void Student_OfATeacherWithABasis_StartsInIt()
    {
        using var folder = new TemporaryFolder();
        using var run = Run(PriorBasis.Wavelet);
        Advance(run, 3);
        using var teacher = TrainedFlow.Restore(run.Trial.Spec, run.Shape, run.Prior, run.Capture());
        var lineage = new TeacherLineage { Teacher = "1-1", CheckpointStep = 3, CheckpointSha256 = new string('a', 64), Pairs = 30, Solver = "euler-2", Seed = 1 };
        using var pairs = TeacherPairs.Generate(teacher, lineage, 4, TestContext.Current.CancellationToken);
        var file = Path.Combine(folder.Path, "pairs.safetensors");
        TeacherPairsFile.Save(pairs, file);
        using var loaded = TeacherPairsFile.Load(file, pairs.Shape, pairs.Prior);
        var trial = run.Trial.Spec with { Coupling = new ReflowCouplingSpec { Teaching = new() { Teacher = "1-1" } } };
        using var student = new TrainingRun(new(trial, run.Trial.Seed), new PairTrainingData(loaded));
        using var flow = TrainedFlow.Restore(trial, student.Shape, student.Prior, student.Capture());
        AssertSameStart(teacher.VelocityField.Start, flow.VelocityField.Start);
    }

    [Fact]
    public void TrainedFlow_CheckpointOfAnUnknownBasis_NamesIt()
    {
        using var run = Run(PriorBasis.Fourier);
        Advance(run, 1);
        var checkpoint = run.Capture();
        var other = checkpoint with { Facts = new Dictionary<string, string>(checkpoint.Facts) { ["coupling.basis"] = "Curvelet" } };
        var error = Assert.Throws<InvalidDataException>(() => TrainedFlow.Restore(run.Trial.Spec, run.Shape, run.Prior, other));
        Assert.Equal("its fact 'coupling.basis' is 'Curvelet', which its samples cannot have", error.Message);
    }

    [Fact]
    public void Advance_FittedInABasis_LeavesNoTensorsBehind()
    {
        using var scope = torch.NewDisposeScope();
        using var run = Run(PriorBasis.Wavelet);
        Advance(run, 1);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Advance(run, 5);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static void Advance(TrainingRun run, int steps)
    {
        for (var step = 0; step < steps; step++)
            run.Advance();
    }

    private static void AssertSameStart(SamplingStart? expectedStart, SamplingStart? foundStart)
    {
        var (expected, found) = (Assert.IsType<NoiseShift>(expectedStart), Assert.IsType<NoiseShift>(foundStart));
        Assert.Equal(expected.Basis.Kind, found.Basis.Kind);
        Assert.Equal(expected.Shift, found.Shift);
        Assert.Equal(expected.Scale, found.Scale);
    }

    private static TrainingRun Run(PriorBasis basis) => new(
        new(
            new TrialSpec
            {
                Data = new() { Name = "images" },
                BatchSize = 8,
                Network = new MlpSpec { Hidden = 6 },
                Coupling = new LearnedCouplingSpec { Prior = PriorKind.Fitted, PriorBasis = basis },
            },
            Seed: 4),
        new ImageTrainingData(Images(), flip: false));

    private static ImageDataset Images() => ImageDataset.Create(
        [.. Enumerable.Range(0, 320).Select(i => (byte)(i * 7919 % 256))], [20, 1, 4, 4], new byte[20], classes: 1, torch.CPU);
}

using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Teachers;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Methods;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Teachers;

/// <summary>Students that compute with a teacher's networks: its encoder as it is, its velocity as a target.</summary>
public sealed class TaughtTrainingDataTests
{
    private static TrialSpec TeacherTrial { get; } = new()
    {
        Data = new() { Name = "two-moons" },
        BatchSize = 64,
        Network = new MlpSpec { Hidden = 16 },
        Optimizer = new AdamSpec { EmaDecay = 0.9 },
        Coupling = new LearnedCouplingSpec { Prior = PriorKind.Fitted },
    };

    public static TheoryData<TrialSpec> Students =>
    [
        TeacherTrial with { Coupling = new FrozenCouplingSpec { Teacher = "1-1" } },
        TeacherTrial with { Coupling = new FrozenCouplingSpec { Teacher = "1-1" }, Replicas = 2 },
        TeacherTrial with { Coupling = new FrozenCouplingSpec { Teacher = "1-1" }, Method = new ImprovedMeanFlowSpec() },
        TeacherTrial with { Coupling = new FrozenCouplingSpec { Teacher = "1-1" }, Method = new SelfDistillationSpec { Teacher = "1-1" } },
        TeacherTrial with { Coupling = new LearnedCouplingSpec(), Method = new SelfDistillationSpec { Teacher = "1-1", Objective = MapObjective.Lagrangian } },
    ];

    [Theory]
    [MemberData(nameof(Students))]
    public void Restore_Student_GoesOnBitForBitAndLeavesNothingBehind(TrialSpec student)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "deep", "teacher.safetensors");
        TeacherNetworksFile.Save(Teacher(), file);
        using var straight = Run(student, Teacher());
        using var stopped = Run(student, Teacher());
        using var resumed = Run(student, TeacherNetworksFile.Load(file, straight.Shape, straight.Prior));
        RunAssert.GoesOnBitForBit(straight, stopped, resumed);
        RunAssert.LeavesNothingBehind(straight);
    }

    [Fact]
    public void Noise_FrozenEncoder_IsTheTeachersAndNothingTrainsIt()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1, torch.CPU);
        using var again = new torch.Generator(1, torch.CPU);
        var student = TeacherTrial with { Coupling = new FrozenCouplingSpec { Teacher = "1-1" } };
        using var teacher = Teacher().Restore("cpu");
        using var data = new TaughtTrainingData(Samples(), Teacher(), student);
        using var coupling = data.OwnCoupling()!;
        var points = torch.rand(20, 2, generator: new torch.Generator(5, torch.CPU));

        TensorAssert.Close(teacher.Encode(points, again), coupling.Draw(points, generator), 1e-6);
        Assert.False(coupling.NeedsNoiseGradient);
        Assert.Null(data.TeacherVelocity());
        using var run = Run(student, Teacher());
        using var independent = new TrainingRun(new(TeacherTrial with { Coupling = new IndependentCouplingSpec() }));
        Assert.Equal(independent.ParameterCount, run.ParameterCount);
        run.Advance();
        Assert.Equal(2 * student.BatchSize, run.Evaluations);
    }

    [Fact]
    public void TrainedFlow_OfAStudent_StartsWhereItsTeacherDid()
    {
        using var scope = torch.NewDisposeScope();
        var student = TeacherTrial with { Coupling = new FrozenCouplingSpec { Teacher = "1-1" } };
        using var run = Run(student, Teacher());
        run.Advance();
        using var flow = TrainedFlow.Restore(student, run.Shape, run.Prior, run.Capture());
        using var teacher = Teacher().Restore("cpu");
        TensorAssert.Close(teacher.VelocityField.Start!.Apply(torch.ones(3, 2)), flow.VelocityField.Start!.Apply(torch.ones(3, 2)), 1e-6);
    }

    [Fact]
    public void Restore_Teacher_HasTheAveragedWeights()
    {
        using var scope = torch.NewDisposeScope();
        using var run = Trained();
        using var copy = Teacher().Restore("cpu");
        var (points, time) = (torch.ones(3, 2), torch.full([3, 1], 0.3f));
        TensorAssert.Close(run.VelocityField.Velocity(points, time), copy.VelocityField.Velocity(points, time), 1e-6);
    }

    [Fact]
    public void Load_DamagedFile_NamesItAndTheCure()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "teacher.safetensors");
        TeacherNetworksFile.Save(Teacher(), file);
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^9]);
        var (shape, prior) = new DatasetSource().Describe("two-moons");
        var error = Assert.Throws<CheckpointException>(() => TeacherNetworksFile.Load(file, shape, prior));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("Delete the file", error.Message, StringComparison.Ordinal);
    }

    private static TrainingData Samples() => new DatasetSource().Open(new(TeacherTrial));

    private static TrainingRun Run(TrialSpec student, TeacherNetworks teacher) => new(new(student), new TaughtTrainingData(Samples(), teacher, student));

    private static TeacherNetworks Teacher()
    {
        using var run = Trained();
        return new TeacherNetworks
        {
            Lineage = new() { Teacher = "1-1", CheckpointStep = run.Step, CheckpointSha256 = new string('a', 64), Networks = "encoder" },
            Trial = TeacherTrial,
            Shape = run.Shape,
            Prior = run.Prior,
            Weights = TeacherNetworks.WeightsOf(run.Capture()),
        };
    }

    private static TrainingRun Trained()
    {
        var run = new TrainingRun(new(TeacherTrial));
        while (run.Step < 20)
            run.Advance();
        return run;
    }
}

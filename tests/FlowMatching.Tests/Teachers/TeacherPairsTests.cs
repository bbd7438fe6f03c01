using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Teachers;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Tests.Training;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Methods;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using FastOde.Specs.Teachers;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Teachers;

/// <summary>A teacher's pairs are the two ends of its trajectories, the same ones every time, and a student learns from them.</summary>
public sealed class TeacherPairsTests
{
    private static TrialSpec TeacherTrial { get; } = new()
    {
        Data = new() { Name = "two-moons" },
        BatchSize = 64,
        Iterations = 60,
        Network = new MlpSpec { Hidden = 16 },
        Coupling = new LearnedCouplingSpec { Prior = PriorKind.Fitted },
        Evaluation = new EvaluationSpec
        {
            Samples = 32,
            Solvers = [new() { Name = "euler", Numbers = [1] }, new() { Name = "heun", Numbers = [9] }],
            Metrics = ["distillation-error"],
        },
    };

    [Fact]
    public void Generate_Pairs_AreTheEndsOfTheTeachersTrajectories()
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = Teacher();
        using var pairs = Generate(teacher);
        var ends = new FixedStepIntegrator(SolverCatalog.Solvers.Find("heun"), 5).Integrate(teacher.VelocityField, pairs.Noise, 1, 0, TestContext.Current.CancellationToken).End;
        TensorAssert.Close(ends, pairs.Data, 1e-6);
        Assert.Equal([200, 2], pairs.Data.shape);
        Assert.Equal([32, 2], pairs.HeldOut.shape);
        Assert.Equal(200 * 9, pairs.Evaluations);
    }

    [Fact]
    public void Generate_SameSeed_GivesTheSamePairsAndAnotherSeedOthers()
    {
        using var teacher = Teacher();
        using var first = Generate(teacher);
        using var second = Generate(teacher);
        using var other = TeacherPairs.Generate(teacher, Lineage with { Seed = 6 }, 32, TestContext.Current.CancellationToken);
        Assert.True(first.Noise.Equals(second.Noise) && first.Data.Equals(second.Data));
        Assert.False(first.Noise.Equals(other.Noise));
    }

    [Fact]
    public void Load_WhatWasSaved_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        using var teacher = Teacher();
        using var pairs = Generate(teacher);
        var file = Path.Combine(folder.Path, "deep", "pairs.safetensors");
        var (bytes, _) = TeacherPairsFile.Save(pairs, file);
        using var loaded = TeacherPairsFile.Load(file, pairs.Shape, pairs.Prior);
        Assert.Equal(new FileInfo(file).Length, bytes);
        Assert.Equal(pairs.Lineage, loaded.Lineage);
        Assert.Equal(pairs.Evaluations, loaded.Evaluations);
        Assert.True(pairs.Noise.Equals(loaded.Noise) && pairs.Data.Equals(loaded.Data) && pairs.HeldOut.Equals(loaded.HeldOut));
        Assert.Equal(pairs.Aggregate!.State, loaded.Aggregate!.State);
        Assert.NotEmpty(pairs.Weights);
        Assert.Equal(pairs.Weights.Select(tensor => (tensor.Name, Convert.ToHexString(tensor.Data.Span))), loaded.Weights.Select(tensor => (tensor.Name, Convert.ToHexString(tensor.Data.Span))));
    }

    [Fact]
    public void Load_DamagedFile_NamesItAndTheCure()
    {
        using var folder = new TemporaryFolder();
        using var teacher = Teacher();
        using var pairs = Generate(teacher);
        var file = Path.Combine(folder.Path, "pairs.safetensors");
        TeacherPairsFile.Save(pairs, file);
        var content = File.ReadAllBytes(file);
        content[^1] ^= 1;
        File.WriteAllBytes(file, content);
        var error = Assert.Throws<CheckpointException>(() => TeacherPairsFile.Load(file, pairs.Shape, pairs.Prior));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("Delete the file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lineage_AsJson_ReadsBack() => Assert.Equal(Lineage, TeacherLineage.FromJson(Lineage.ToJson()));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_Student_ComesNearTheTeachersOwnSamples(bool distilled)
    {
        using var teacher = Teacher();
        using var pairs = Generate(teacher, 2000);
        var trial = Student(distilled) with
        {
            Iterations = 600,
            Log = new() { CurvatureEvery = 0 },
            Optimizer = new AdamSpec { LearningRate = 3e-3 },
        };
        var errors = new List<double>();
        var observer = new RecordingObserver { OnEvaluated = table => errors.Add(table.Find("distillation-error", "euler", 1)!.Value) };
        foreach (var iterations in new[] { 1, 600 })
            new Trainer(TimeProvider.System).Run(new(trial with { Iterations = iterations }), checkpoints: null, observer, TestContext.Current.CancellationToken, new PairTrainingData(pairs));
        Assert.InRange(errors[1], 0, 0.15 * errors[0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_StudentWithTheTeachersWeights_BeginsAsTheTeacherIs(bool distilled)
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = Teacher();
        using var pairs = Generate(teacher);
        var (points, time) = (torch.ones(3, 2), torch.ones(3, 1));
        TensorAssert.Close(Velocity(InitialWeights.Teacher), teacher.VelocityField.Velocity(points, time), 1e-6);
        Assert.False(Velocity(InitialWeights.Random).allclose(teacher.VelocityField.Velocity(points, time)));

        torch.Tensor Velocity(InitialWeights weights)
        {
            using var run = new TrainingRun(new(Student(distilled, weights)), new PairTrainingData(pairs));
            return run.VelocityField.Velocity(points, time).DetachFromDisposeScope();
        }
    }

    [Fact]
    public void Run_StudentOfAnotherShapeThanItsTeachersWeights_IsRefused()
    {
        using var teacher = Teacher();
        using var pairs = Generate(teacher);
        var trial = Student(distilled: false, InitialWeights.Teacher) with { Network = new MlpSpec { Hidden = 17 } };
        var error = Assert.Throws<SettingValueException>(() => new TrainingRun(new(trial), new PairTrainingData(pairs)));
        Assert.Contains("trial 3-1 has other tensors", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StoppedStudent_GoesOnWithTheSameWeights()
    {
        using var folder = new TemporaryFolder();
        using var teacher = Teacher();
        using var pairs = Generate(teacher);
        var trial = Student(distilled: true) with { Iterations = 40, Checkpoint = new() { Every = 15 } };
        var trainer = new Trainer(TimeProvider.System);
        var straight = trainer.Run(new(trial), checkpoints: null, new RecordingObserver(), TestContext.Current.CancellationToken, new PairTrainingData(pairs));
        trainer.Run(new(trial with { Iterations = 15 }), new CheckpointDirectory(folder.Path), new RecordingObserver(), TestContext.Current.CancellationToken, new PairTrainingData(pairs));
        var resumed = trainer.Run(new(trial), new CheckpointDirectory(folder.Path), new RecordingObserver(), TestContext.Current.CancellationToken, new PairTrainingData(pairs));
        Assert.Equal(straight.WeightsSha256, resumed.WeightsSha256);
    }

    [Fact]
    public void TrainedFlow_OfAStudent_StartsWhereItsTeacherDid()
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = Teacher();
        using var pairs = Generate(teacher);
        var trial = Student(distilled: true);
        using var run = new TrainingRun(new(trial), new PairTrainingData(pairs));
        run.Advance();
        using var student = TrainedFlow.Restore(trial, run.Shape, run.Prior, run.Capture());
        var noise = torch.ones(3, 2);
        TensorAssert.Close(teacher.VelocityField.Start!.Apply(noise), student.VelocityField.Start!.Apply(noise), 1e-6);
    }

    private static TrialSpec Student(bool distilled, InitialWeights weights = InitialWeights.Random)
    {
        var teaching = new TeacherSpec() { Teacher = "3-1", InitialWeights = weights };
        return distilled
            ? TeacherTrial with { Method = new DistillationSpec { Teaching = teaching }, Coupling = new IndependentCouplingSpec() }
            : TeacherTrial with { Coupling = new ReflowCouplingSpec { Teaching = teaching } };
    }

    private static TeacherLineage Lineage { get; } =
        new() { Teacher = "3-1", CheckpointStep = 60, CheckpointSha256 = new string('a', 64), Pairs = 200, Solver = "heun-9", Seed = 5 };

    private static TeacherPairs Generate(TrainedFlow teacher, int pairs = 200) =>
        TeacherPairs.Generate(teacher, Lineage with { Pairs = pairs }, TeacherTrial.Evaluation.Samples, TestContext.Current.CancellationToken);

    private static TrainedFlow Teacher()
    {
        using var run = new TrainingRun(new(TeacherTrial));
        while (run.Step < TeacherTrial.Iterations)
            run.Advance();
        return TrainedFlow.Restore(TeacherTrial, run.Shape, run.Prior, run.Capture());
    }
}

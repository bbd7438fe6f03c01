using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Teachers;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Tests.Training;
using FastOde.FlowMatching.Training;
using FastOde.Specs.Couplings;
using FastOde.Specs.Teachers;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Teachers;

/// <summary>A teacher's pairs are the two ends of its trajectories, the same ones every time, and a student learns from them.</summary>
public sealed class TeacherPairsTests
{
    private static TrainingOptions TeacherOptions { get; } = new()
    {
        Data = "two-moons",
        BatchSize = 64,
        Iterations = 60,
        Network = new NetworkOptions { Hidden = 16 },
        Coupling = new CouplingOptions { Kind = CouplingKind.Learned, Prior = PriorKind.Fitted },
        Evaluation = new EvaluationOptions
        {
            Samples = 32,
            Solvers = [new SolverRequest("euler", [1]), new SolverRequest("heun", [9])],
            Metrics = [EvaluationMetrics.DistillationError],
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
    [InlineData(CouplingKind.Reflow)]
    [InlineData(CouplingKind.Distillation)]
    public void Run_Student_ComesNearTheTeachersOwnSamples(CouplingKind kind)
    {
        using var teacher = Teacher();
        using var pairs = Generate(teacher, 2000);
        var options = TeacherOptions with
        {
            Iterations = 600,
            CurvatureEvery = 0,
            Coupling = new CouplingOptions { Kind = kind, Teacher = "3-1" },
            Optimizer = new OptimizerOptions { LearningRate = 3e-3 },
        };
        var errors = new List<double>();
        var observer = new RecordingObserver { OnEvaluated = table => errors.Add(table.Find(EvaluationMetrics.DistillationError, "euler", 1)!.Value) };
        foreach (var iterations in new[] { 1, 600 })
            new Trainer(TimeProvider.System).Run(options with { Iterations = iterations }, checkpoints: null, observer, TestContext.Current.CancellationToken, new PairTrainingData(pairs));
        Assert.InRange(errors[1], 0, 0.15 * errors[0]);
    }

    [Theory]
    [InlineData(CouplingKind.Reflow)]
    [InlineData(CouplingKind.Distillation)]
    public void Run_StudentWithTheTeachersWeights_BeginsAsTheTeacherIs(CouplingKind kind)
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = Teacher();
        using var pairs = Generate(teacher);
        var (points, time) = (torch.ones(3, 2), torch.ones(3, 1));
        TensorAssert.Close(Velocity(InitialWeights.Teacher), teacher.VelocityField.Velocity(points, time), 1e-6);
        Assert.False(Velocity(InitialWeights.Random).allclose(teacher.VelocityField.Velocity(points, time)));

        torch.Tensor Velocity(InitialWeights weights)
        {
            var coupling = new CouplingOptions { Kind = kind, Teacher = "3-1", InitialWeights = weights };
            using var run = new TrainingRun(TeacherOptions with { Coupling = coupling }, new PairTrainingData(pairs));
            return run.VelocityField.Velocity(points, time).DetachFromDisposeScope();
        }
    }

    [Fact]
    public void Run_StudentOfAnotherShapeThanItsTeachersWeights_IsRefused()
    {
        using var teacher = Teacher();
        using var pairs = Generate(teacher);
        var coupling = new CouplingOptions { Kind = CouplingKind.Reflow, Teacher = "3-1", InitialWeights = InitialWeights.Teacher };
        var options = TeacherOptions with { Network = new NetworkOptions { Hidden = 17 }, Coupling = coupling };
        var error = Assert.Throws<SettingValueException>(() => new TrainingRun(options, new PairTrainingData(pairs)));
        Assert.Contains("trial 3-1 has other tensors", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StoppedStudent_GoesOnWithTheSameWeights()
    {
        using var folder = new TemporaryFolder();
        using var teacher = Teacher();
        using var pairs = Generate(teacher);
        var options = TeacherOptions with { Iterations = 40, CheckpointEvery = 15, Coupling = new CouplingOptions { Kind = CouplingKind.Reflow, Teacher = "3-1" } };
        var trainer = new Trainer(TimeProvider.System);
        var straight = trainer.Run(options, checkpoints: null, new RecordingObserver(), TestContext.Current.CancellationToken, new PairTrainingData(pairs));
        trainer.Run(options with { Iterations = 15 }, new CheckpointDirectory(folder.Path), new RecordingObserver(), TestContext.Current.CancellationToken, new PairTrainingData(pairs));
        var resumed = trainer.Run(options, new CheckpointDirectory(folder.Path), new RecordingObserver(), TestContext.Current.CancellationToken, new PairTrainingData(pairs));
        Assert.Equal(straight.WeightsSha256, resumed.WeightsSha256);
    }

    [Fact]
    public void TrainedFlow_OfAStudent_StartsWhereItsTeacherDid()
    {
        using var scope = torch.NewDisposeScope();
        using var teacher = Teacher();
        using var pairs = Generate(teacher);
        var options = TeacherOptions with { Coupling = new CouplingOptions { Kind = CouplingKind.Reflow, Teacher = "3-1" } };
        using var run = new TrainingRun(options, new PairTrainingData(pairs));
        run.Advance();
        using var student = TrainedFlow.Restore(options, run.Shape, run.Prior, run.Capture());
        var noise = torch.ones(3, 2);
        TensorAssert.Close(teacher.VelocityField.Start!.Apply(noise), student.VelocityField.Start!.Apply(noise), 1e-6);
    }

    private static TeacherLineage Lineage { get; } =
        new() { Teacher = "3-1", CheckpointStep = 60, CheckpointSha256 = new string('a', 64), Pairs = 200, Solver = "heun-9", Seed = 5 };

    private static TeacherPairs Generate(TrainedFlow teacher, int pairs = 200) =>
        TeacherPairs.Generate(teacher, Lineage with { Pairs = pairs }, TeacherOptions.Evaluation.Samples, TestContext.Current.CancellationToken);

    private static TrainedFlow Teacher()
    {
        using var run = new TrainingRun(TeacherOptions);
        while (run.Step < TeacherOptions.Iterations)
            run.Advance();
        return TrainedFlow.Restore(TeacherOptions, run.Shape, run.Prior, run.Capture());
    }
}

using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Attempts;
using FastOde.Grains.Programs;
using FastOde.Grains.Specs;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Storage.Directories;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging.Abstractions;

namespace FastOde.Grains.Tests.Programs;

/// <summary>Programs that have nothing but their order and their sink.</summary>
public sealed class AttemptProgramTests : IDisposable
{
    private readonly TemporaryDirectory root = new();
    private readonly DataDirectory directory;
    private readonly TrainingProgram training;

    public AttemptProgramTests()
    {
        directory = new(root.Path);
        directory.Prepare();
        var datasets = new DatasetSource();
        training = new(new(datasets, TimeProvider.System), new(datasets, directory), new(datasets, directory), new(datasets), directory, NullLogger<TrainingProgram>.Instance);
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public void Function_Evaluated_ReportsItsValueAndTheObjective()
    {
        using var sink = new FakeSink();
        var order = Order(Experiment.Functions(1));
        order = order with { Trial = order.Trial with { Arguments = new Dictionary<string, double> { ["x1"] = 3, ["x2"] = 4 } } };

        var result = new FunctionProgram().Run(order, sink);

        var report = Assert.IsType<EvaluationReport>(Assert.Single(sink.Reports));
        Assert.Equal((AttemptState.Completed, 25.0, 25.0), (result.State, Assert.Single(report.Rows).Value, report.Objective));
    }

    [Fact]
    public void Training_ToItsEnd_SettlesBeforeEachCheckpointIsReported()
    {
        using var sink = new FakeSink();

        var result = training.Run(Order(Experiment.Training(100)), sink);

        Assert.Equal((AttemptState.Completed, 100, 100), (result.State, result.Step, sink.Step));
        var checkpoints = Enumerable.Range(0, sink.Reports.Count).Where(place => sink.Reports[place] is ArtifactReport).ToList();
        Assert.Equal(5, checkpoints.Count);

        // Nothing comes between the settling and the checkpoint's own report.
        Assert.All(checkpoints, place => Assert.Contains(place, sink.Settled));
        Assert.Equal([40, 80, 100], sink.Reports.OfType<EvaluationReport>().Select(report => report.Rows[0].Step));
        Assert.Equal([60, 80, 100], OnRecord(sink).Select(artifact => artifact.Step));
    }

    [Fact]
    public void Training_ThatCannotSettle_WritesNoCheckpoint()
    {
        using var sink = new FakeSink { Fault = new LeaseLostException("1-1", 1) };

        Assert.Throws<LeaseLostException>(() => training.Run(Order(Experiment.Training(100)), sink));

        Assert.Empty(Directory.EnumerateFiles(root.Path, "*.safetensors", SearchOption.AllDirectories));
    }

    [Fact]
    public void Training_WithWhatIsOnRecordInItsOrder_GoesOnFromTheLastCheckpoint()
    {
        var order = Order(Experiment.Training(200));
        using var stopped = new FakeSink();
        stopped.Hears = report =>
        {
            if (report is ArtifactReport { Written: [{ Step: 60 }] })
                stopped.RequestStop();
        };
        using var resumed = new FakeSink();
        using var straight = new FakeSink();

        var first = training.Run(order, stopped);
        var second = training.Run(order with { Artifacts = OnRecord(stopped), EvaluatedSteps = [40] }, resumed);
        var whole = training.Run(order with { Lease = order.Lease with { TrialId = "1-2" } }, straight);

        Assert.Equal((AttemptState.Stopped, AttemptState.Completed), (first.State, second.State));
        Assert.InRange(first.Step, 60, 61);
        Assert.Equal(whole.WeightsSha256, second.WeightsSha256);
        Assert.Equal(80, resumed.Reports.OfType<EvaluationReport>().First().Rows[0].Step);
    }

    [Fact]
    public void Training_WithATeacherInItsOrder_MakesItsPairsOnceAndReadsThemAfterwards()
    {
        using var taught = new FakeSink();
        var teacher = Order(Experiment.Training(40));
        training.Run(teacher, taught);
        var student = Order("""
            name: student
            trial:
              data: { name: two-gaussians }
              coupling: { kind: reflow, teacher: 1-1, pairs: 300, teacherSolver: heun-5 }
              network: { hidden: 16 }
              batchSize: 64
              iterations: 30
              evaluation: { samples: 64, solvers: { euler: [1] }, metrics: [curvature] }
            """);
        student = student with { Lease = student.Lease with { TrialId = "2-1" } };
        using var first = new FakeSink();
        using var second = new FakeSink();

        var made = training.Run(student with { Teacher = new() { Spec = teacher.Trial, Seed = teacher.Seed, Checkpoint = OnRecord(taught)[^1] } }, first);
        var read = training.Run(student, second);

        Assert.Equal(["pairs", "lineage"], Assert.IsType<ArtifactReport>(first.Reports[0]).Written.Select(artifact => artifact.Kind));
        Assert.Equal(((ArtifactReport)first.Reports[0]).Written, ((ArtifactReport)second.Reports[0]).Written);
        Assert.Equal((AttemptState.Completed, made.WeightsSha256), (read.State, read.WeightsSha256));
    }

    [Fact]
    public void Training_OnItsTeachersNetworks_CopiesThemOnceAndReadsThemAfterwards()
    {
        using var taught = new FakeSink();
        var teacher = Order("""
            name: teacher
            trial: { coupling: learned, network: { hidden: 16 }, batchSize: 64, iterations: 20, evaluation: { samples: 64, solvers: { euler: [1] }, metrics: [curvature] } }
            """);
        training.Run(teacher, taught);
        var student = Order("""
            name: student
            trial:
              method: { kind: flow-map, objective: lagrangian, teacher: 1-1 }
              coupling: { kind: frozen, teacher: 1-1 }
              network: { hidden: 16 }
              batchSize: 64
              iterations: 20
              evaluation: { samples: 64, solvers: { flow-map: [1] }, metrics: [curvature] }
            """);
        student = student with { Lease = student.Lease with { TrialId = "2-1" } };
        using var first = new FakeSink();
        using var second = new FakeSink();

        var made = training.Run(student with { Teacher = new() { Spec = teacher.Trial, Seed = teacher.Seed, Checkpoint = OnRecord(taught)[^1] } }, first);
        File.Delete(directory.Absolute(OnRecord(taught)[^1].Path));
        var read = training.Run(student, second);

        Assert.Equal(["teacher", "lineage"], First(first).Written.Select(artifact => artifact.Kind));
        Assert.Equal(First(first).Written, First(second).Written);
        Assert.Equal((AttemptState.Completed, made.WeightsSha256), (read.State, read.WeightsSha256));

        static ArtifactReport First(FakeSink sink) => sink.Reports.OfType<ArtifactReport>().First();
    }

    [Fact]
    public void Training_StoppedWhileItsTeacherMakesPairs_KeepsNothing()
    {
        using var taught = new FakeSink();
        var teacher = Order(Experiment.Training(40));
        training.Run(teacher, taught);
        var student = Order("""
            name: student
            trial: { data: { name: two-gaussians }, coupling: { kind: reflow, teacher: 1-1, pairs: 300, teacherSolver: heun-5 }, iterations: 30 }
            """);
        student = student with
        {
            Lease = student.Lease with { TrialId = "2-1" },
            Teacher = new() { Spec = teacher.Trial, Seed = teacher.Seed, Checkpoint = OnRecord(taught)[^1] },
        };
        using var sink = new FakeSink();
        sink.RequestStop();

        var result = training.Run(student, sink);

        Assert.Equal((AttemptState.Stopped, 0), (result.State, result.Step));
        Assert.Empty(sink.Reports);
        Assert.False(File.Exists(TeacherFiles.Of(directory, "2-1", student.Trial)));
    }

    [Fact]
    public void Programs_OfTheProduct_AskForNoStore() => Assert.All(
        typeof(IAttemptProgram).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IAttemptProgram))),
        program => Assert.DoesNotContain(
            program.GetConstructors().SelectMany(constructor => constructor.GetParameters()),
            parameter => parameter.ParameterType.Name.EndsWith("Store", StringComparison.Ordinal)));

    /// <summary>What the reported files come to.</summary>
    private static List<ArtifactRecord> OnRecord(FakeSink sink)
    {
        var reports = sink.Reports.OfType<ArtifactReport>().ToList();
        return [.. reports.SelectMany(report => report.Written).ExceptBy(reports.SelectMany(report => report.Deleted), artifact => artifact.Path)];
    }

    private static AttemptOrder Order(string text)
    {
        var reading = new YamlSpecReader().Read(text, "test");
        Assert.Empty(reading.Problems);
        var spec = reading.Spec!;
        return new()
        {
            Lease = new() { TrialId = "1-1", Epoch = 1, SlotId = "host/cpu-0", ExpiresAt = DateTimeOffset.UnixEpoch },
            ExperimentId = 1,
            Seed = spec.Seeds[0],
            Trial = spec.Trial,
            Objective = spec.Objective,
        };
    }
}

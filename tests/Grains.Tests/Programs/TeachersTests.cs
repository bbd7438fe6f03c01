using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.FlowMatching.Teachers;
using FastOde.Grains.Tests.TestSupport;

namespace FastOde.Grains.Tests.Programs;

public sealed class TeachersTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Reflow_FromAFinishedTrial_RecordsItsLineageAndTheTeachersCheckpoint()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var teacher = await silo.Submit(Experiment.Training(40));
        await silo.Reaches(teacher, ExperimentState.Completed);

        var student = await silo.Submit(Student("reflow", $"{teacher}-1"));
        await silo.Reaches(student, ExperimentState.Completed);

        var trial = await silo.Trial($"{student}-1");
        var artifact = Assert.Single(trial.Artifacts, artifact => artifact.Kind == "lineage");
        Assert.Single(trial.Artifacts, found => found.Kind == "pairs");
        var lineage = TeacherLineage.FromJson(await File.ReadAllTextAsync(Path.Combine(directory.Path, artifact.Path), TestContext.Current.CancellationToken));
        var checkpoint = (await silo.Trial($"{teacher}-1")).Artifacts.Where(found => found.Kind == "checkpoint").MaxBy(found => found.Step)!;
        Assert.Equal(($"{teacher}-1", 40, checkpoint.Sha256, 300, "heun-5"), (lineage.Teacher, lineage.CheckpointStep, lineage.CheckpointSha256, lineage.Pairs, lineage.Solver));
        Assert.Contains(await silo.Results.Evaluations(TrialSelection.Of([$"{student}-1"]), TestContext.Current.CancellationToken), row => row is { Metric: "distillation-error", Number: 1, Value: > 0 });
    }

    [Fact]
    public async Task Submit_TeacherThatCannotTeach_IsRefusedInOneLineAndNothingIsStored()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var function = await silo.Submit(Experiment.Functions(1));
        var trained = await silo.Submit(Experiment.Training(20));
        await silo.Reaches(function, ExperimentState.Completed);
        await silo.Reaches(trained, ExperimentState.Completed);

        await Refused(silo, Student("reflow", "99-1"), "There is no trial 99-1");
        await Refused(silo, Student("distillation", $"{function}-1"), "evaluates the function sphere and trains nothing");
        await Refused(silo, Student("reflow", $"{trained}-1", data: "two-moons"), "was trained on two-gaussians, and this one is on two-moons");
        await Refused(silo, Student("reflow", $"{trained}-1", start: "teacher", hidden: 17), "has other tensors or another prediction than the student's");
        await Refused(silo, Student("reflow", $"{trained}-1", solver: "flow-map-2"), "learned no flow map of 2 steps for teacherSolver: flow-map-2");
        await Refused(silo, Student("reflow", $"{trained}-1", start: "teacher") + "\n  method: improved-mean-flow", "has other tensors or another prediction than the student's");
        foreach (var file in Directory.EnumerateFiles(directory.Path, "step-*.safetensors", SearchOption.AllDirectories))
            File.Delete(file);
        await Refused(silo, Student("reflow", $"{trained}-1"), "has left no checkpoint");
        Assert.Null(await silo.Results.Experiment(trained + 1, TestContext.Current.CancellationToken));
    }

    private static async Task Refused(TestSilo silo, string text, string words)
    {
        var problem = Assert.Single((await silo.Grains.GetGrain<IExperimentCatalogGrain>(0).Submit(text, "test", SubmissionKey.New())).Problems);
        Assert.Equal((text.Contains("kind: distillation", StringComparison.Ordinal) ? "trial.method.teacher" : "trial.coupling.teacher", 4), (problem.Key, problem.Line));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    private static string Student(string kind, string teacher, string data = "two-gaussians", string start = "random", int hidden = 16, string solver = "heun-5") => $$"""
        name: student
        trial:
          data: { name: {{data}} }
          {{(kind == "reflow" ? "coupling" : "method")}}: { kind: {{kind}}, teacher: {{teacher}}, pairs: 300, teacherSolver: {{solver}}, initialWeights: {{start}} }
          network: { hidden: {{hidden}} }
          batchSize: 64
          iterations: 30
          evaluation: { samples: 64, solvers: { euler: [1] }, metrics: [curvature, distillation-error] }
        """;
}

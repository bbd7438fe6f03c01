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

    [Fact]
    public async Task FlowMap_OnATrialsVelocityAndEncoder_RecordsItsLineage()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var teacher = await silo.Submit(Experiment.Training(30));
        await silo.Reaches(teacher, ExperimentState.Completed);

        var student = await silo.Submit(Distilled($"{teacher}-1", $"{teacher}-1"));
        await silo.Reaches(student, ExperimentState.Completed);

        var artifact = Assert.Single((await silo.Trial($"{student}-1")).Artifacts, artifact => artifact.Kind == "lineage");
        var lineage = TeacherLineage.FromJson(await File.ReadAllTextAsync(Path.Combine(directory.Path, artifact.Path), TestContext.Current.CancellationToken));
        Assert.Equal(($"{teacher}-1", 30, "velocity and encoder", null), (lineage.Teacher, lineage.CheckpointStep, lineage.Networks, lineage.Pairs));
        Assert.StartsWith($"velocity and encoder from trial {teacher}-1 at step 30", lineage.Description, StringComparison.Ordinal);
        await Refused(silo, Distilled($"{student}-1", null), "learned by flow-map, and a flow map is distilled from a velocity", "trial.method.teacher", 3);
        await Refused(silo, Distilled(null, $"{student}-1"), $"itself keeps the encoder of trial {teacher}-1", "trial.coupling.teacher", 4);
    }

    [Fact]
    public async Task Submit_TeacherWithoutWhatIsTaken_IsRefused()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var independent = await silo.Submit(Experiment.Training(20).Replace("coupling: { kind: learned, beta: 10 }", "path: cosine", StringComparison.Ordinal));
        var behind = await silo.Submit(Experiment.Training(20).Replace("beta: 10", "prior: flow", StringComparison.Ordinal));
        await silo.Reaches(independent, ExperimentState.Completed);
        await silo.Reaches(behind, ExperimentState.Completed);

        await Refused(silo, Distilled($"{independent}-1", null), "learned the velocity of the path cosine, and the student's path is linear", "trial.method.teacher", 3);
        await Refused(silo, Distilled(null, $"{independent}-1"), "has the coupling independent and no encoder", "trial.coupling.teacher", 4);
        await Refused(silo, Distilled(null, $"{behind}-1"), "starts behind a flow of its prior", "trial.coupling.teacher", 4);
    }

    private static string Distilled(string? velocity, string? encoder) => $$"""
        name: student
        trial:
          method: { kind: flow-map{{(velocity is null ? "" : $", teacher: {velocity}")}} }
          coupling: {{(encoder is null ? "independent" : $"{{ kind: frozen, teacher: {encoder} }}")}}
          network: { hidden: 16 }
          batchSize: 64
          iterations: 20
          evaluation: { samples: 64, solvers: { flow-map: [1] }, metrics: [curvature] }
        """;

    private static async Task Refused(TestSilo silo, string text, string words, string key, int line)
    {
        var problem = Assert.Single((await silo.Grains.GetGrain<IExperimentCatalogGrain>(0).Submit(text, "test", SubmissionKey.New())).Problems);
        Assert.Equal((key, line), (problem.Key, problem.Line));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
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

using FastOde.Contracts.Results;
using FastOde.FlowMatching.Teachers;
using FastOde.Silo.Reports;
using FastOde.Specs;

namespace FastOde.Silo.Tests.TestSupport;

internal static class Experiments
{
    public static TrialSummary Trial(int number, string coupling, long seed = 0, TrialState state = TrialState.Completed) => new()
    {
        Id = $"1-{number}",
        ExperimentId = 1,
        Number = number,
        Parameters = new Dictionary<string, ParameterValue>
        {
            ["coupling.kind"] = ParameterValue.Of(coupling),
            ["coupling.beta"] = ParameterValue.Of(10),
        },
        Seed = seed,
        State = state,
        Step = 20000,
        Iterations = 20000,
        Attempts = 1,
        IterationsPerSecond = 400,
        NetworkEvaluations = 10_240_000,
        WeightsSha256 = state == TrialState.Completed ? new string('a', 64) : null,
    };

    public static EvaluationRecord Row(string trialId, string metric, double number, double value, int step = 20000) => new()
    {
        TrialId = trialId,
        Step = step,
        Metric = metric,
        Solver = "euler",
        Number = number,
        Steps = (int)number,
        Nfe = number,
        Value = value,
        Floor = metric == "wasserstein2" ? 0.2 : null,
        Seconds = 0.5,
    };

    public static IReadOnlyDictionary<string, TeacherLineage> Taught(string trialId) => new Dictionary<string, TeacherLineage>
    {
        [trialId] = new() { Teacher = "3-2", CheckpointStep = 70, CheckpointSha256 = new string('a', 64), Pairs = 500, Solver = "heun-9", Seed = 4 },
    };

    public static ExperimentReport Experiment(IReadOnlyList<TrialSummary> trials, params IReadOnlyList<EvaluationRecord> rows) => new(
        new ExperimentSummary
        {
            Id = 1,
            Name = "two-gaussians",
            State = ExperimentState.Completed,
            CreatedAt = DateTimeOffset.UnixEpoch,
            TrialCount = trials.Count,
        },
        trials,
        rows);
}

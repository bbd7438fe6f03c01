using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Specs.Couplings;

namespace FastOde.TestSupport;

/// <summary>Small results for tests: two couplings, two seeds each, unless a test says otherwise.</summary>
public static class Sample
{
    public static ExperimentSummary Experiment(long id = 1, string name = "two-gaussians", ExperimentState state = ExperimentState.Completed) => new()
    {
        Id = id,
        Name = name,
        State = state,
        CreatedAt = DateTimeOffset.UnixEpoch,
        TrialCount = 4,
        CompletedTrials = 4,
        Objective = new ObjectiveSpec { Metric = "wasserstein2@euler-4" },
    };

    public static TrialSummary Trial(int number, string coupling = "independent", long seed = 0, TrialState state = TrialState.Completed, long experiment = 1) => new()
    {
        Id = $"{experiment}-{number}",
        ExperimentId = experiment,
        Number = number,
        Parameters = new Dictionary<string, ParameterValue> { ["coupling.kind"] = ParameterValue.Of(coupling) },
        Seed = seed,
        State = state,
        Step = state == TrialState.Completed ? 1000 : 400,
        Iterations = 1000,
        Attempts = 1,
        IterationsPerSecond = 300,
    };

    public static IReadOnlyList<TrialSummary> Trials(TrialState state = TrialState.Completed) =>
    [
        Trial(1, "independent", 0, state), Trial(2, "independent", 1, state), Trial(3, "learned", 0, state), Trial(4, "learned", 1, state),
    ];

    public static TrialDetail Detail(TrialSummary trial) => new()
    {
        Summary = trial,
        Spec = new TrialSpec { Coupling = trial.Parameters["coupling.kind"].Text == "learned" ? new LearnedCouplingSpec() : new IndependentCouplingSpec() },
        Attempts =
        [
            new AttemptRecord { Epoch = 1, SlotId = "box/cpu-0", State = AttemptState.Interrupted, StartedAt = DateTimeOffset.UnixEpoch, EndedAt = DateTimeOffset.UnixEpoch.AddSeconds(65), LastStep = 3120, Message = "The process ended." },
        ],
        Artifacts = [new ArtifactRecord { Kind = "checkpoint", Path = "artifacts/1-1/checkpoint-1000.safetensors", Step = 1000, Bytes = 2048, Sha256 = new string('a', 64) }],
    };

    public static ArtifactRecord Grid(int step, string solver, double number) => new()
    {
        Kind = "samples",
        Path = string.Create(CultureInfo.InvariantCulture, $"artifacts/1/2/samples/{step}/{solver.Replace('/', '_')}-{(number < 1 ? number.ToString("0.#e0", CultureInfo.InvariantCulture) : number)}.png"),
        Step = step,
        Bytes = 70,
        Sha256 = new string('b', 64),
    };

    public static EvaluationRecord Row(string trial, double value, double number = 4, string metric = "wasserstein2", int step = 1000, double? nfe = null, string solver = "euler", double? floor = null) => new()
    {
        TrialId = trial,
        Step = step,
        Metric = metric,
        Solver = solver,
        Number = number,
        Steps = (int)Math.Max(1, number),
        Nfe = nfe ?? number,
        Value = value,
        Floor = floor,
        Seconds = 0.1,
    };

    public static MetricPoint Point(int step, double value, string name = "loss") => new() { Name = name, Step = step, Value = value };

    public static MetricSeries Series(string trial, string name, params (int Step, double Value)[] points) =>
        new() { TrialId = trial, Name = name, Points = [.. points.Select(point => Point(point.Step, point.Value, name))] };

    public static TrajectorySet Trajectories(string trial, params float[] x) => new()
    {
        TrialId = trial,
        Step = 1000,
        Times = [1, 0],
        X = x,
        Y = [.. x.Select((_, i) => (float)(i % 2))],
    };
}

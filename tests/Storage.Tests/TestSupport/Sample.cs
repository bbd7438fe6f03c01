using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using FastOde.Storage.Experiments;

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>Specs and measurements to store, with no member left at its default.</summary>
internal static class Sample
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    public static ExperimentSpec Spec(string name = "two-gaussians") => new()
    {
        Name = name,
        Seeds = [3, 1, 2],
        Trial = Trial(),
        Search = new SearchSpec
        {
            Sampler = "random",
            Trials = 7,
            Space =
            [
                new SearchDimension { Key = "coupling.kind", Values = [ParameterValue.Of("independent"), ParameterValue.Of("learned")] },
                new SearchDimension
                {
                    Key = "coupling.beta",
                    Min = 0.1,
                    Max = 30,
                    Log = true,
                    When = new Dictionary<string, ParameterValue> { ["coupling.kind"] = ParameterValue.Of("learned") },
                },
            ],
        },
        Objective = new ObjectiveSpec { Metric = "wasserstein2@euler-4", Maximize = true },
        Limits = new LimitsSpec { ConcurrentTrials = 2, Retries = 5, Priority = 4 },
        Retention = new RetentionSpec { Checkpoints = 1, Best = 3, Samples = "last", Points = 500 },
        Source = $"name: {name}\n# as it was written: «β» stays\n",
    };

    public static TrialSpec Trial() => new()
    {
        Data = new DataSpec { Name = "checkerboard" },
        Path = "cosine",
        Coupling = new LearnedCouplingSpec { Penalties = [new KlPenaltySpec(), new SlicedWassersteinPenaltySpec { Weight = 90, Directions = 32 }], Beta = 2.5 },
        Network = new FourierMlpSpec { Hidden = 77, Layers = 3, Frequencies = 8, Scale = 0.3 },
        Optimizer = new AdamWSpec { LearningRate = 3e-4, Warmup = 10, EmaDecay = 0.99, WeightDecay = 0.01, ClipNorm = 1 },
        BatchSize = 128,
        Iterations = 4000,
        Evaluation = new EvaluationSpec
        {
            Every = 100,
            Samples = 512,
            Solvers = [new SolverSpec { Name = "heun", Numbers = [9, 21] }, new SolverSpec { Name = "dopri5", Numbers = [1e-5] }],
            Metrics = ["path-energy"],
        },
        Log = new LogSpec { Every = 7, CurvatureEvery = 70 },
        Checkpoint = new CheckpointSpec { Every = 250 },
    };

    public static TrialPlan Plan(double beta = 10, long seed = 0) => new(
        new Dictionary<string, ParameterValue>
        {
            ["coupling.kind"] = ParameterValue.Of("learned"),
            ["coupling.beta"] = ParameterValue.Of(beta),
            ["a.flag"] = ParameterValue.Of(true),
        },
        seed,
        Trial());

    public static TrialPlan[] Plans(int count) => [.. Enumerable.Range(0, count).Select(seed => Plan(seed: seed))];

    public static MetricPoint[] Points(string name, params int[] steps) =>
        [.. steps.Select(step => new MetricPoint { Name = name, Step = step, Value = step * 0.5 })];

    public static EvaluationRecord Cell(string trialId, int step, string metric = "curvature", string solver = "euler", double number = 20, double value = 1.5) => new()
    {
        TrialId = trialId,
        Step = step,
        Metric = metric,
        Solver = solver,
        Number = number,
        Steps = 20,
        Nfe = 20.5,
        Value = value,
        Floor = 0.2,
        Seconds = 0.125,
    };

    public static ArtifactRecord Checkpoint(int step, string sha256 = "ab") => new()
    {
        Kind = "checkpoint",
        Path = $"artifacts/1/1/step-{step}.safetensors",
        Step = step,
        Bytes = 1000 + step,
        Sha256 = sha256,
    };

    public static TrajectorySet Trajectories(string trialId, int step) => new()
    {
        TrialId = trialId,
        Step = step,
        Times = [1f, 0.5f, 0f],
        X = [1.5f, -2f, step, float.MinValue, float.Epsilon, 7f],
        Y = [0f, 1f, 2f, 3f, 4f, float.PositiveInfinity],
    };

    public static AttemptProgress Progress(AttemptLease lease, int step, double rate = 350) =>
        new() { Lease = lease, Step = step, IterationsPerSecond = rate };

    public static AttemptOutcome Outcome(AttemptLease lease, AttemptState state, int step = 4000) => new()
    {
        Lease = lease,
        State = state,
        Step = step,
        IterationsPerSecond = 333.5,
        NetworkEvaluations = 5_000_000_000,
        WeightsSha256 = state == AttemptState.Completed ? "cafe" : null,
        Message = state == AttemptState.Completed ? null : "what went wrong",
    };
}

using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Training;

namespace FastOde.Grains.Programs;

/// <summary>Says to the trainer what a spec says; the names were checked when the spec was read.</summary>
internal static class TrainingOptionsMapper
{
    /// <summary>The training that a trial describes.</summary>
    /// <exception cref="InvalidOperationException">A name is unknown to this version.</exception>
    public static TrainingOptions Map(TrialSpec trial, long seed) => new()
    {
        Data = trial.Data.Name,
        Path = trial.Path,
        Coupling = Map(trial.Coupling),
        Network = Map(trial.Network),
        Optimizer = Map(trial.Optimizer),
        BatchSize = trial.BatchSize,
        Iterations = trial.Iterations,
        Seed = seed,
        LogEvery = trial.Log.Every,
        CurvatureEvery = trial.Log.CurvatureEvery,
        CheckpointEvery = trial.Checkpoint.Every,
        Evaluation = Map(trial.Evaluation),
    };

    private static CouplingOptions Map(CouplingSpec coupling) => new()
    {
        Kind = coupling.Kind switch
        {
            "independent" => CouplingKind.Independent,
            "learned" => CouplingKind.Learned,
            var other => throw Unknown("coupling.kind", other),
        },
        Penalty = coupling.Penalty switch
        {
            "kl" => PenaltyKind.Kl,
            "sliced-wasserstein" => PenaltyKind.SlicedWasserstein,
            var other => throw Unknown("coupling.penalty", other),
        },
        Beta = coupling.Beta,
        Weight = coupling.Weight,
        Directions = coupling.Directions,
    };

    private static NetworkOptions Map(NetworkSpec network) => new()
    {
        Kind = network.Kind switch
        {
            "mlp" => NetworkKind.Mlp,
            "fourier-mlp" => NetworkKind.FourierMlp,
            var other => throw Unknown("network.kind", other),
        },
        Hidden = network.Hidden,
        Layers = network.Layers,
        Frequencies = network.Frequencies,
        Scale = network.Scale,
    };

    private static OptimizerOptions Map(OptimizerSpec optimizer) => new()
    {
        Kind = optimizer.Kind switch
        {
            "adam" => OptimizerKind.Adam,
            "adamw" => OptimizerKind.AdamW,
            var other => throw Unknown("optimizer.kind", other),
        },
        LearningRate = optimizer.LearningRate,
        Warmup = optimizer.Warmup,
        EmaDecay = optimizer.EmaDecay,
        Beta1 = optimizer.Beta1,
        Beta2 = optimizer.Beta2,
        Epsilon = optimizer.Epsilon,
        WeightDecay = optimizer.WeightDecay,
        ClipNorm = optimizer.ClipNorm,
    };

    private static EvaluationOptions Map(EvaluationSpec evaluation) => new()
    {
        Every = evaluation.Every,
        Samples = evaluation.Samples,
        Solvers = [.. evaluation.Solvers.Select(solver => new SolverRequest(solver.Name, solver.Numbers))],
        Metrics = evaluation.Metrics,
    };

    private static InvalidOperationException Unknown(string key, string value) =>
        new($"trial.{key}: this version knows no '{value}'; run the trial with the version that wrote its spec");
}

using FastOde.Contracts.Experiments;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Specs;

namespace FastOde.Grains.Programs;

/// <summary>Says to the trainer what a spec says; the names were checked when the spec was read.</summary>
internal static class TrainingOptionsMapper
{
    /// <summary>The training that a trial describes.</summary>
    /// <exception cref="InvalidOperationException">A name is unknown to this version.</exception>
    public static TrainingOptions Map(TrialSpec trial, long seed) => new()
    {
        Data = trial.Data.Name,
        Flip = trial.Data.Flip,
        Path = trial.Path,
        Prediction = Kind("prediction", trial.Prediction, KindNames.Predictions),
        Coupling = Map(trial.Coupling),
        Network = Map(trial.Network),
        PriorNetwork = trial.Coupling is { Kind: "learned", Prior: "flow" } ? Map(trial.PriorNetwork.Over(Narrower(trial.Network))) : null,
        Encoder = trial.Encoder == new EncoderSpec() ? null : Map(trial.Encoder.Over(trial.Network)),
        Optimizer = Map(trial.Optimizer),
        BatchSize = trial.BatchSize,
        Accumulation = trial.Accumulation,
        Replicas = trial.Replicas,
        Precision = Kind("precision", trial.Precision, KindNames.Precisions),
        Device = trial.Device,
        Iterations = trial.Iterations,
        Seed = seed,
        LogEvery = trial.Log.Every,
        CurvatureEvery = trial.Log.CurvatureEvery,
        CheckpointEvery = trial.Checkpoint.Every,
        Evaluation = EvaluationMapping.ToOptions(trial.Evaluation),
    };

    private static CouplingOptions Map(CouplingSpec coupling) => new()
    {
        Kind = Kind("coupling.kind", coupling.Kind, KindNames.Couplings),
        Penalties = Kind("coupling.penalty", coupling.Penalty, KindNames.Penalties),
        Beta = coupling.Beta,
        BetaStart = coupling.BetaStart,
        BetaSteps = coupling.BetaSteps,
        BetaScale = Kind("coupling.betaScale", coupling.BetaScale, KindNames.RampScales),
        Prior = Kind("coupling.prior", coupling.Prior, KindNames.Priors),
        PriorBasis = Kind("coupling.priorBasis", coupling.PriorBasis, KindNames.PriorBases),
        PriorSteps = coupling.PriorSteps,
        Weight = coupling.Weight,
        Directions = coupling.Directions,
        Critic = new()
        {
            Channels = coupling.CriticChannels,
            LearningRate = coupling.CriticLearningRate,
            GradientPenalty = coupling.CriticGradientPenalty,
        },
        Teacher = coupling.Teacher,
        Pairs = coupling.Pairs,
        TeacherSolver = coupling.TeacherSolver,
        InitialWeights = Kind("coupling.initialWeights", coupling.InitialWeights, KindNames.InitialWeights),
        Solver = Kind("coupling.solver", coupling.Solver, KindNames.TransportSolvers),
        Regularization = coupling.Regularization,
        SinkhornIterations = coupling.SinkhornIterations,
    };

    /// <summary>A network of half the channels, an even number of at least 4.</summary>
    private static NetworkSpec Narrower(NetworkSpec network) => network with { Channels = Math.Max(4, network.Channels / 4 * 2) };

    private static NetworkOptions Map(NetworkSpec network) => new()
    {
        Kind = Kind("network.kind", network.Kind, KindNames.Networks),
        Hidden = network.Hidden,
        Layers = network.Layers,
        Frequencies = network.Frequencies,
        Scale = network.Scale,
        Channels = network.Channels,
        Multipliers = network.Multipliers,
        Blocks = network.Blocks,
        Attention = network.Attention,
        Dropout = network.Dropout,
        Embedding = Kind("network.embedding", network.Embedding, KindNames.Embeddings),
        Contracting = Kind("network.contracting", network.Contracting, KindNames.Contracting),
        Expanding = Kind("network.expanding", network.Expanding, KindNames.Expanding),
        ResampleFilter = network.ResampleFilter,
        EmbeddingMultiplier = network.EmbeddingMultiplier,
        TimeMultiplier = network.TimeMultiplier,
        Checkpointing = network.Checkpointing,
    };

    private static OptimizerOptions Map(OptimizerSpec optimizer) => new()
    {
        Kind = Kind("optimizer.kind", optimizer.Kind, KindNames.Optimizers),
        LearningRate = optimizer.LearningRate,
        Warmup = optimizer.Warmup,
        EmaDecay = optimizer.EmaDecay,
        EmaHalfLife = optimizer.EmaHalfLife,
        EmaRampUp = optimizer.EmaRampUp,
        Beta1 = optimizer.Beta1,
        Beta2 = optimizer.Beta2,
        Epsilon = optimizer.Epsilon,
        WeightDecay = optimizer.WeightDecay,
        ClipNorm = optimizer.ClipNorm,
    };

    private static TKind Kind<TKind>(string key, string name, IReadOnlyDictionary<string, TKind> names) =>
        names.TryGetValue(name, out var kind)
            ? kind
            : throw new InvalidOperationException($"trial.{key}: this version knows no '{name}'; run the trial with the version that wrote its spec");
}

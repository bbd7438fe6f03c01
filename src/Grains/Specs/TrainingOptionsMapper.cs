using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Optimizers;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Methods;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using FastOde.Specs.Teachers;

namespace FastOde.Grains.Specs;

/// <summary>Says to the trainer what a spec says: the one place that knows the words of both.</summary>
internal static class TrainingOptionsMapper
{
    /// <summary>The training that a trial describes.</summary>
    public static TrainingOptions Map(TrialSpec trial, long seed) => trial.Earlier is { } earlier ? EarlierOptions.Complete(Current(trial, seed), earlier) : Current(trial, seed);

    private static TrainingOptions Current(TrialSpec trial, long seed) => new()
    {
        Data = trial.Data.Name,
        Flip = trial.Data.Flip,
        Path = trial.Path,
        Prediction = trial.Prediction,
        Coupling = Map(trial),
        Network = Map(trial.Network),
        PriorNetwork = trial is { Method: FlowMatchingSpec, Coupling: LearnedCouplingSpec { Prior: PriorKind.Flow } } ? Map(trial.PriorNetwork.Over(trial.Network.Narrower())) : null,
        Encoder = trial.Encoder.IsEmpty ? null : Map(trial.Encoder.Over(trial.Network)),
        Optimizer = Map(trial.Optimizer),
        BatchSize = trial.BatchSize,
        Accumulation = trial.Accumulation,
        Replicas = trial.Replicas,
        Precision = trial.Precision,
        Device = trial.Device,
        Iterations = trial.Iterations,
        Seed = seed,
        LogEvery = trial.Log.Every,
        CurvatureEvery = trial.Log.CurvatureEvery,
        CheckpointEvery = trial.Checkpoint.Every,
        Evaluation = EvaluationMapping.ToOptions(trial.Evaluation),
    };

    private static CouplingOptions Map(TrialSpec trial) => (trial.Method, trial.Coupling) switch
    {
        (DistillationSpec distillation, _) => Student(CouplingKind.Distillation, distillation.Teaching),
        (_, ReflowCouplingSpec reflow) => Student(CouplingKind.Reflow, reflow.Teaching),
        (_, LearnedCouplingSpec learned) => Learned(learned),
        (_, MinibatchCouplingSpec minibatch) => new()
        {
            Kind = CouplingKind.MinibatchOptimalTransport,
            Solver = minibatch.Pairing,
            Regularization = minibatch.Regularization,
            SinkhornIterations = minibatch.SinkhornIterations,
        },
        (_, IndependentCouplingSpec) => new(),
        (_, var other) => throw new NotSupportedException($"There is no training for {other.GetType().Name}."),
    };

    private static CouplingOptions Student(CouplingKind kind, TeacherSpec teaching) => new()
    {
        Kind = kind,
        Teacher = teaching.Teacher,
        Pairs = teaching.Pairs,
        TeacherSolver = teaching.TeacherSolver,
        InitialWeights = teaching.InitialWeights,
    };

    private static CouplingOptions Learned(LearnedCouplingSpec learned)
    {
        AggregatePenaltySpec[] aggregate = [.. learned.Penalties.OfType<AggregatePenaltySpec>()];
        var critic = aggregate.OfType<CriticPenaltySpec>().FirstOrDefault() ?? new CriticPenaltySpec();
        CouplingOptions options = new()
        {
            Kind = CouplingKind.Learned,
            Penalties = [.. learned.Penalties.Select(Kind)],
            Beta = learned.Beta,
            BetaStart = learned.BetaStart,
            BetaSteps = learned.BetaSteps,
            BetaScale = learned.BetaScale,
            Prior = learned.Prior,
            PriorBasis = learned.PriorBasis,
            PriorSteps = learned.PriorSteps,
            Weights = aggregate.Length > 1 ? aggregate.ToDictionary(Kind, penalty => penalty.Weight) : null,
            Directions = (aggregate.OfType<SlicedWassersteinPenaltySpec>().FirstOrDefault() ?? new()).Directions,
            Critic = new() { Channels = critic.Channels, LearningRate = critic.LearningRate, GradientPenalty = critic.GradientPenalty },
        };
        return aggregate is [var only] ? options with { Weight = only.Weight } : options;
    }

    private static PenaltyKind Kind(PenaltySpec penalty) => penalty switch
    {
        KlPenaltySpec => PenaltyKind.Kl,
        SlicedWassersteinPenaltySpec => PenaltyKind.SlicedWasserstein,
        MmdPenaltySpec => PenaltyKind.Mmd,
        MomentPenaltySpec => PenaltyKind.Moments,
        CriticPenaltySpec => PenaltyKind.Critic,
        _ => throw new NotSupportedException($"There is no training for {penalty.GetType().Name}."),
    };

    private static NetworkOptions Map(NetworkSpec network)
    {
        var options = network switch
        {
            LayeredNetworkSpec layered => new() { Hidden = layered.Hidden, Layers = layered.Layers },
            UNetSpec unet => new()
            {
                Channels = unet.Channels,
                Multipliers = unet.Multipliers,
                Blocks = unet.Blocks,
                Attention = unet.Attention,
                Dropout = unet.Dropout,
                EmbeddingMultiplier = unet.EmbeddingMultiplier,
                Checkpointing = unet.Checkpointing,
            },
            _ => new NetworkOptions(),
        };
        return network switch
        {
            MlpSpec => options,
            FourierMlpSpec fourier => options with { Kind = NetworkKind.FourierMlp, Frequencies = fourier.Frequencies, Scale = fourier.Scale },
            SongUNetSpec song => options with
            {
                Kind = NetworkKind.SongUNet,
                Embedding = song.Embedding,
                Contracting = song.Contracting,
                Expanding = song.Expanding,
                ResampleFilter = song.ResampleFilter,
                TimeMultiplier = song.TimeMultiplier,
            },
            AdmUNetSpec => options with { Kind = NetworkKind.AdmUNet },
            _ => throw new NotSupportedException($"There is no network for {network.GetType().Name}."),
        };
    }

    private static OptimizerOptions Map(OptimizerSpec optimizer) => new()
    {
        Kind = optimizer is AdamWSpec ? OptimizerKind.AdamW : OptimizerKind.Adam,
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
}

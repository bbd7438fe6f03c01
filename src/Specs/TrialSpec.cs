using System.Text.Json.Serialization;
using FastOde.Specs.Couplings;
using FastOde.Specs.Keys;
using FastOde.Specs.Losses;
using FastOde.Specs.Methods;
using FastOde.Specs.Networks;
using FastOde.Specs.Optimizers;
using FastOde.Specs.Schema;
using FastOde.Specs.Teachers;
using FastOde.Specs.Times;

namespace FastOde.Specs;

/// <summary>What one trial trains and measures, or the function it evaluates instead.</summary>
[JsonConverter(typeof(TrialSpecConverter))]
public sealed record TrialSpec
{
    /// <summary>The data set.</summary>
    public DataSpec Data { get; init; } = new();

    /// <summary>How a point travels between data (t = 0) and noise (t = 1).</summary>
    [Named("path")]
    public string Path { get; init; } = "linear";

    /// <summary>What the velocity network is trained to predict; from noise the velocity follows.</summary>
    public PredictionKind Prediction { get; init; }

    /// <summary>What is learned, and how: the velocity at all times, a teacher's whole trajectories in one step, or jumps from any time to any earlier one.</summary>
    public MethodSpec Method { get; init; } = new FlowMatchingSpec();

    /// <summary>The law from which the times of training are drawn.</summary>
    public TimeSpec Time { get; init; } = new UniformTimeSpec();

    /// <summary>How the error of a sample counts in training. Where it is not given, it counts as the method's paper has it: by its square, but <c>adaptive</c> for mean-flow.</summary>
    public LossSpec? Loss { get; init; }

    /// <summary>Which noise goes with which data: any with any, as a learned encoder says, each batch's or the whole prior's by optimal transport, or as a teacher's flow or encoder pairs them.</summary>
    public CouplingSpec Coupling { get; init; } = new IndependentCouplingSpec();

    /// <summary>The velocity network.</summary>
    public NetworkSpec Network { get; init; } = new MlpSpec();

    /// <summary>The encoder of a learned coupling, where it differs: the keys of <c>network</c>; what is not given is as there.</summary>
    public NetworkOverrides Encoder { get; init; } = NetworkOverrides.None;

    /// <summary>The velocity network of <c>prior: flow</c>, where it differs: the keys of <c>network</c>; what is not given is as there, <c>channels</c> half of it.</summary>
    public NetworkOverrides PriorNetwork { get; init; } = NetworkOverrides.None;

    /// <summary>The optimizer.</summary>
    public OptimizerSpec Optimizer { get; init; } = new AdamSpec();

    /// <summary>Points a training step sees.</summary>
    [Whole(1, 1_000_000)]
    public int BatchSize { get; init; } = 512;

    /// <summary>Equal parts in which the batch goes through the networks one after the other; their gradients are averaged. Less memory for the same step: equal to the undivided batch up to rounding, but for penalties other than <c>kl</c>, which then compare the samples of a part; a critic draws from the prior for each part.</summary>
    [Whole(1, 1_000_000)]
    public int Accumulation { get; init; } = 1;

    /// <summary>Copies of the networks that share each batch side by side, on a thread each; their gradients are averaged, so the step is that of one copy up to rounding. Only for couplings that do not compare samples: no penalty but <c>kl</c>, no fitted prior.</summary>
    [Whole(1, 64)]
    public int Replicas { get; init; } = 1;

    /// <summary>What U-Nets compute with, in training and evaluation. With <c>bf16</c> features are bfloat16 and need half the memory; parameters, gradients, optimizer, averages and losses stay in single precision. Which is faster depends on the processor: compare iterations a second. On a GPU <c>fp32</c> computes matrix products and convolutions in TensorFloat-32.</summary>
    public Precision Precision { get; init; }

    /// <summary>What computes: the first GPU where there is one, else the processor; or the one named, which must be there. With <c>cuda</c>, replicas take a GPU each. Weights depend on it, draws altogether; a trial may go on elsewhere than it began, but only on the same device bit for bit. See [deploy.md](deploy.md#gpus).</summary>
    [Form("device")]
    public string Device { get; init; } = "auto";

    /// <summary>GPU memory that the trial needs, in GiB. Trials share a GPU as long as what they ask for fits into it together; without this key a trial has its GPU to itself. Nobody holds a trial to it. With <c>replicas</c> on several GPUs, of each of them. See [deploy.md](deploy.md#gpus-shared-by-several-trials).</summary>
    [Number(0, 10_000, AboveMin = true)]
    public double? Memory { get; init; }

    /// <summary>Training steps.</summary>
    [Whole(1, int.MaxValue)]
    public int Iterations { get; init; } = 10000;

    /// <summary>What is measured, with which solvers, and how often.</summary>
    public EvaluationSpec Evaluation { get; init; } = new();

    /// <summary>How often live metrics are written.</summary>
    public LogSpec Log { get; init; } = new();

    /// <summary>How often the state is saved.</summary>
    public CheckpointSpec Checkpoint { get; init; } = new();

    /// <summary>Name of a test function evaluated instead of training; null where something is trained.</summary>
    [Key(null)]
    public string? Function { get; init; }

    /// <summary>Arguments of <see cref="Function"/>.</summary>
    [Key(null)]
    public IReadOnlyDictionary<string, double> Arguments { get; init; } = new Dictionary<string, double>();

    /// <summary>The loss that is given, or else the method's own.</summary>
    public LossSpec TrainingLoss => Loss ?? Method.StandardLoss;

    /// <summary>The encoder that a learned coupling has.</summary>
    public NetworkSpec EncoderNetwork => Encoder.Over(Network);

    /// <summary>The velocity network of the flow that carries the prior to the encoded data; null where there is no such flow.</summary>
    public NetworkSpec? PriorFlowNetwork =>
        this is { Coupling: LearnedCouplingSpec { Prior: PriorKind.Flow } } ? PriorNetwork.Over(Network.Narrower()) : null;

    /// <summary>The pairs that a teacher makes, for a trial that learns from such; null for any other.</summary>
    public TeacherSpec? Teaching => (Method as ITaught ?? Coupling as ITaught)?.Teaching;

    /// <summary>The finished trial that this one learns from; null where it learns from none.</summary>
    public string? Teacher => (Method as IStudent)?.Teacher ?? (Coupling as IStudent)?.Teacher;

    /// <summary>Whether the method is distilled from the teacher's velocity.</summary>
    public bool LearnsFromVelocity => Method is SelfDistillationSpec { Teacher: not null };

    /// <summary>Whether noise comes from the teacher's encoder.</summary>
    public bool TakesEncoder => Coupling is FrozenCouplingSpec;

    /// <summary>The key of the teacher, as a path within the trial.</summary>
    public string TeacherKey => Method is ITaught or IStudent { Teacher: not null } ? "method.teacher" : "coupling.teacher";

    /// <summary>What is wrong between the keys of the trial's records; keys are paths within the trial.</summary>
    public IEnumerable<KeyProblem> Problems()
    {
        if (Method is DistillationSpec && Coupling is not IndependentCouplingSpec)
            yield return new("coupling.kind", "Distillation learns from its teacher's pairs, and has no use for a coupling; remove the coupling, or use method: { kind: flow-matching }.");
        if (!Method.DrawsTimes && Time is not UniformTimeSpec)
            yield return new("time.kind", "Distillation learns at time 1 alone and draws no times; remove the key, or use another method.");
        if (this is { Coupling: SemidiscreteCouplingSpec, Data.Flip: true })
            yield return new("data.flip", "In a semidiscrete coupling each training point has noise of its own, and a mirrored image is another point; remove this key, or use another coupling.");
        if (this is { Method: SelfDistillationSpec { Teacher: { } velocity }, Coupling: IStudent { Teacher: { } other } })
        {
            if (Coupling is ITaught)
                yield return new("method.teacher", "A teacher's velocity belongs to the points of its own forward process, and reflow's pairs give others; remove this key, or use the teacher's coupling.");
            else if (velocity != other)
                yield return new("method.teacher", $"A teacher's velocity belongs to the points of its own forward process; name the trial of coupling.teacher, {other}, here too, found {velocity}.");
        }

        foreach (var problem in SpecSchema.Standard.Problems(this).Concat(Jumps()).Concat(Parts()))
            yield return problem;
        if (Precision != Precision.Full && !Networks().All(network => network is UNetSpec))
            yield return new("precision", "Networks of kind mlp and fourier-mlp compute in single precision only; use precision: fp32, or a U-Net on images.");
    }

    /// <summary>What methods that learn jumps need, and what only they know.</summary>
    private IEnumerable<KeyProblem> Jumps()
    {
        var method = KindAttribute.WordOf(Method);
        if (Method.LearnsFlowMap && Path != "linear")
            yield return new("path", $"{method} learns jumps on the straight path and needs path: linear, found '{Path}'; flow-matching knows every path.");
        if (Method.LearnsFlowMap && Prediction != PredictionKind.Velocity)
            yield return new("prediction", $"{method} learns velocities; use prediction: velocity, or method: flow-matching, which knows both.");
        if (Method is ShortcutSpec { Averaged: true } && !Optimizer.KeepsAverage)
            yield return new("method.averaged", "Nothing keeps a moving average of the weights; set optimizer.emaDecay, such as 0.999, or remove this key.");
        if (Coupling is LearnedCouplingSpec { Gradient: EncoderGradient.Diagonal })
        {
            if (!Method.LearnsFlowMap)
                yield return new("coupling.gradient", $"All samples of {method} match the velocity; remove this key, or use a method that learns jumps, such as improved-mean-flow.");
            else if (Method is DistinctTimesSpec { Distinct: 1 } or ShortcutSpec { Bootstrap: 1 })
                yield return new("coupling.gradient", "No sample matches the velocity, so that nothing would teach the encoder; use gradient: all, or a smaller share of jumps.");
        }
    }

    private IEnumerable<NetworkSpec> Networks() => [Network, .. Coupling is LearnedCouplingSpec ? [EncoderNetwork] : Array.Empty<NetworkSpec>(), .. PriorFlowNetwork is { } flow ? [flow] : Array.Empty<NetworkSpec>()];

    private IEnumerable<KeyProblem> Parts()
    {
        var parts = Accumulation * Replicas;
        var key = Accumulation > 1 ? "accumulation" : "replicas";
        var product = this is { Accumulation: > 1, Replicas: > 1 } ? $"{Replicas} × {Accumulation}" : $"{parts}";
        if (Replicas > 1 && Coupling.ComparesSamples)
            yield return new("replicas", "The coupling compares the samples of a batch with each other, and a replica sees only its share; use replicas: 1, or penalties: kl with the standard prior.");
        else if (Replicas > 1 && Coupling is LearnedCouplingSpec learned && learned.Penalties.Any(penalty => penalty is CriticPenaltySpec))
            yield return new("replicas", "The coupling has one critic, which learns from the whole batch, and a replica sees only its share; use replicas: 1, or penalties: kl.");
        else if (BatchSize % parts != 0)
            yield return new(key, $"A batch of {BatchSize} cannot be split into {product} equal parts; expected a batchSize that is a multiple of {parts}, such as {Math.Max(parts, BatchSize - BatchSize % parts)}.");
        else if (Coupling.ComparesSamples && BatchSize == 1)
            yield return new("batchSize", "The coupling compares the samples of a batch with each other; it needs at least 2, found 1.");
        else if (Coupling.ComparesSamples && BatchSize / parts < 2)
            yield return new(key, $"The coupling compares the samples of a part with each other, and a batch of {BatchSize} in {product} parts leaves 1; expected fewer parts or a larger batchSize.");
    }
}

namespace FastOde.Contracts.Experiments;

/// <summary>What one trial trains and measures, or the function it evaluates instead.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.TrialSpec")]
public sealed record TrialSpec
{
    /// <summary>The data set.</summary>
    [Id(0)]
    public DataSpec Data { get; init; } = new();

    /// <summary>Name of the path between data and noise: <c>linear</c>, <c>variance-preserving</c> or <c>cosine</c>.</summary>
    [Id(1)]
    public string Path { get; init; } = "linear";

    /// <summary>Which noise goes with which data.</summary>
    [Id(2)]
    public CouplingSpec Coupling { get; init; } = new();

    /// <summary>The velocity network.</summary>
    [Id(3)]
    public NetworkSpec Network { get; init; } = new();

    /// <summary>The optimizer.</summary>
    [Id(4)]
    public OptimizerSpec Optimizer { get; init; } = new();

    /// <summary>Points a training step sees.</summary>
    [Id(5)]
    public int BatchSize { get; init; } = 512;

    /// <summary>Training steps.</summary>
    [Id(6)]
    public int Iterations { get; init; } = 10000;

    /// <summary>What is measured, with which solvers, and how often.</summary>
    [Id(7)]
    public EvaluationSpec Evaluation { get; init; } = new();

    /// <summary>How often live metrics are written.</summary>
    [Id(8)]
    public LogSpec Log { get; init; } = new();

    /// <summary>How often the state is saved.</summary>
    [Id(9)]
    public CheckpointSpec Checkpoint { get; init; } = new();

    /// <summary>Name of a test function (<c>branin</c>, <c>sphere</c>, <c>rosenbrock</c>, …) evaluated instead of training; the keys of the search space are then its arguments.</summary>
    [Id(10)]
    public string? Function { get; init; }

    /// <summary>Arguments of <see cref="Function"/> that the search space does not set.</summary>
    [Id(11)]
    public IReadOnlyDictionary<string, double> Arguments { get; init; } = new Dictionary<string, double>();

    /// <summary>The encoder of a learned coupling where it differs from <see cref="Network"/>.</summary>
    [Id(12)]
    public EncoderSpec Encoder { get; init; } = new();

    /// <summary>Equal parts in which a replica's share of the batch goes through the networks, one after the other, to need less memory.</summary>
    [Id(13)]
    public int Accumulation { get; init; } = 1;

    /// <summary>Copies of the networks that share each batch, side by side.</summary>
    [Id(14)]
    public int Replicas { get; init; } = 1;

    /// <summary>What U-Nets compute with: <c>fp32</c> or <c>bf16</c>.</summary>
    [Id(15)]
    public string Precision { get; init; } = "fp32";

    /// <summary>What the velocity network is trained to predict: <c>velocity</c> or <c>noise</c>.</summary>
    [Id(16)]
    public string Prediction { get; init; } = "velocity";

    /// <summary>What computes: <c>auto</c> (a GPU where there is one), <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    [Id(17)]
    public string Device { get; init; } = "auto";

    /// <summary>The velocity network of a prior's own flow, where it differs from <see cref="Network"/> with half the channels.</summary>
    [Id(18)]
    public EncoderSpec PriorNetwork { get; init; } = new();
}

namespace FastOde.Contracts.Experiments;

/// <summary>Which noise goes with which data.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.CouplingSpec")]
public sealed record CouplingSpec
{
    /// <summary><c>independent</c>, <c>learned</c> (learned forward process), <c>minibatch-ot</c> (minibatch optimal transport), or <c>reflow</c> or <c>distillation</c> (pairs that a teacher made).</summary>
    [Id(0)]
    public string Kind { get; init; } = "independent";

    /// <summary>
    /// What keeps the encoder near the prior: <c>kl</c> (per sample), <c>sliced-wasserstein</c>, <c>mmd</c>, <c>moments</c>
    /// or <c>critic</c> (aggregate posterior), or the KL with one of these, such as <c>kl+mmd</c>.
    /// </summary>
    [Id(1)]
    public string Penalty { get; init; } = "kl";

    /// <summary>β, the weight of the KL; a mean per data dimension, so it does not depend on dimension.</summary>
    [Id(2)]
    public double Beta { get; init; } = 10;

    /// <summary>Weight of the penalty on the aggregate posterior.</summary>
    [Id(3)]
    public double Weight { get; init; } = 100;

    /// <summary>Random directions a step of the sliced-Wasserstein penalty.</summary>
    [Id(4)]
    public int Directions { get; init; } = 64;

    /// <summary>How minibatch optimal transport pairs: <c>exact</c> or <c>sinkhorn</c>.</summary>
    [Id(5)]
    public string Solver { get; init; } = "exact";

    /// <summary>The entropic ε of <c>sinkhorn</c>, in units of a batch's mean cost.</summary>
    [Id(6)]
    public double Regularization { get; init; } = 0.05;

    /// <summary>Most iterations of <c>sinkhorn</c> a step.</summary>
    [Id(7)]
    public int SinkhornIterations { get; init; } = 100;

    /// <summary>β at the first step, from where it moves to <see cref="Beta"/>; null for a β that stays.</summary>
    [Id(8)]
    public double? BetaStart { get; init; }

    /// <summary>The step at which a β that moves reaches <see cref="Beta"/>.</summary>
    [Id(9)]
    public int BetaSteps { get; init; }

    /// <summary>How β moves: <c>linear</c> or <c>log</c>.</summary>
    [Id(10)]
    public string BetaScale { get; init; } = "linear";

    /// <summary>Where sampling starts: <c>standard</c> (the prior), <c>fitted</c> (a normal with the encoded data's moments) or <c>flow</c> (a small flow trained on the encoded data).</summary>
    [Id(11)]
    public string Prior { get; init; } = "standard";

    /// <summary>Id of the finished trial that <c>reflow</c> and <c>distillation</c> learn from, such as <c>3-1</c>; null for none.</summary>
    [Id(12)]
    public string? Teacher { get; init; }

    /// <summary>Pairs of noise and data that the teacher makes.</summary>
    [Id(13)]
    public int Pairs { get; init; } = 50_000;

    /// <summary>The solver that follows the teacher's flow and its number, such as <c>heun-21</c>.</summary>
    [Id(14)]
    public string TeacherSolver { get; init; } = "heun-21";

    /// <summary>What the student of a teacher begins with: <c>random</c> weights, or the <c>teacher</c>'s.</summary>
    [Id(15)]
    public string InitialWeights { get; init; } = "random";

    /// <summary>The basis in which a fitted prior has independent coefficients: <c>pixel</c>, <c>fourier</c> or <c>wavelet</c>.</summary>
    [Id(16)]
    public string PriorBasis { get; init; } = "pixel";

    /// <summary>Features of a critic's first layer.</summary>
    [Id(17)]
    public int CriticChannels { get; init; } = 16;

    /// <summary>Learning rate of a critic.</summary>
    [Id(18)]
    public double CriticLearningRate { get; init; } = 1e-3;

    /// <summary>γ, the weight of a critic's squared slope in its own loss.</summary>
    [Id(19)]
    public double CriticGradientPenalty { get; init; } = 0.1;

    /// <summary>Euler steps of a prior's own flow, <c>prior: flow</c>.</summary>
    [Id(20)]
    public int PriorSteps { get; init; } = 2;
}

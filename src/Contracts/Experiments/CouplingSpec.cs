namespace FastOde.Contracts.Experiments;

/// <summary>Which noise goes with which data.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.CouplingSpec")]
public sealed record CouplingSpec
{
    /// <summary><c>independent</c> or <c>learned</c> (learned forward process).</summary>
    [Id(0)]
    public string Kind { get; init; } = "independent";

    /// <summary>What keeps the encoder near the prior: <c>kl</c> (per sample) or <c>sliced-wasserstein</c> (aggregate posterior).</summary>
    [Id(1)]
    public string Penalty { get; init; } = "kl";

    /// <summary>β, the weight of the KL; a mean per data dimension, so it does not depend on dimension.</summary>
    [Id(2)]
    public double Beta { get; init; } = 10;

    /// <summary>Weight of the sliced-Wasserstein penalty.</summary>
    [Id(3)]
    public double Weight { get; init; } = 100;

    /// <summary>Random directions a step of the sliced-Wasserstein penalty.</summary>
    [Id(4)]
    public int Directions { get; init; } = 64;
}

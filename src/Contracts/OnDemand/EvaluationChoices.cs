namespace FastOde.Contracts.OnDemand;

/// <summary>What a process can measure a trial by.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.OnDemand.EvaluationChoices")]
public sealed record EvaluationChoices
{
    /// <summary>Solvers with a budget of evaluations.</summary>
    [Id(0)]
    public required IReadOnlyList<string> FixedStep { get; init; }

    /// <summary>Solvers with a tolerance.</summary>
    [Id(1)]
    public required IReadOnlyList<string> Adaptive { get; init; }

    /// <summary>Time grids of fixed-step solvers; the first is the usual one.</summary>
    [Id(2)]
    public required IReadOnlyList<string> Grids { get; init; }

    /// <summary>Metrics.</summary>
    [Id(3)]
    public required IReadOnlyList<string> Metrics { get; init; }
}

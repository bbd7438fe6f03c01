using System.Globalization;

namespace FastOde.Contracts.OnDemand;

/// <summary>Cells of a trial's evaluation table that are asked for.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.OnDemand.EvaluationOrder")]
public sealed record EvaluationOrder
{
    /// <summary>The most settings of an order.</summary>
    public const int MostSettings = 32;

    /// <summary>The most evaluations of the network for a sample: all steps of a batch are kept until it is measured.</summary>
    public const int MostEvaluations = 200;

    /// <summary>The least tolerance of an adaptive solver.</summary>
    public const double LeastTolerance = 1e-6;

    /// <summary>Solver settings, such as <c>euler-4</c>, <c>heun/curvature-9</c> or <c>dopri5-1e-5</c>: 1 to <see cref="MostSettings"/>.</summary>
    [Id(0)]
    public required IReadOnlyList<string> Settings { get; init; }

    /// <summary>What is measured in each; empty for what the trial's spec measures.</summary>
    [Id(1)]
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>Training step of the checkpoint that is measured, which the trial must still keep; null for its newest.</summary>
    [Id(2)]
    public int? Step { get; init; }

    /// <summary>What is asked for, in a line.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Metrics.Count == 0 ? "the metrics of its spec" : string.Join(", ", Metrics))} at {string.Join(", ", Settings)}{(Step is { } step ? $", of step {step}" : "")}");
}

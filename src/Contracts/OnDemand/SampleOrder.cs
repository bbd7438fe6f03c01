using System.Globalization;

namespace FastOde.Contracts.OnDemand;

/// <summary>Samples of a trial that are asked for: how many, and how they are made.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.OnDemand.SampleOrder")]
public sealed record SampleOrder
{
    /// <summary>The most samples of an order.</summary>
    public const int MostSamples = 4096;

    /// <summary>The most evaluations of the network for a sample.</summary>
    public const int MostEvaluations = 1000;

    /// <summary>The least tolerance of an adaptive solver.</summary>
    public const double LeastTolerance = 1e-9;

    /// <summary>The solver, with its time grid after a slash or without, such as <c>heun</c> or <c>euler/curvature</c>.</summary>
    [Id(0)]
    public string Solver { get; init; } = "heun";

    /// <summary>Evaluations of a fixed-step solver, from 1 to <see cref="MostEvaluations"/>, or the tolerance of an adaptive one.</summary>
    [Id(1)]
    public double Number { get; init; } = 9;

    /// <summary>How many, from 1 to <see cref="MostSamples"/>.</summary>
    [Id(2)]
    public int Count { get; init; } = 64;

    /// <summary>Seed of the noise, at least 0. Sample i depends on this and i alone.</summary>
    [Id(3)]
    public long Seed { get; init; }

    /// <summary>Whether to start from the encoder's noise for test data instead of the prior.</summary>
    [Id(4)]
    public bool FromData { get; init; }

    /// <summary>Whether the noise is kept too.</summary>
    [Id(5)]
    public bool KeepsNoise { get; init; }

    /// <summary>Whether the data predicted at the start of each step are kept too; of fixed-step solvers only.</summary>
    [Id(6)]
    public bool KeepsPredictions { get; init; }

    /// <summary>Training step of the checkpoint they are made from, which the trial must still keep; null for its newest.</summary>
    [Id(7)]
    public int? Step { get; init; }

    /// <summary>What is asked for, in a line.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count} samples by {Solver}-{Number} with seed {Seed}{(FromData ? ", from data" : "")}{(Step is { } step ? $", of step {step}" : "")}");
}

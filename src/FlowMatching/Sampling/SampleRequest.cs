using FastOde.FlowMatching.Solvers;

namespace FastOde.FlowMatching.Sampling;

/// <summary>How many samples to write where, and how to generate them.</summary>
public sealed record SampleRequest
{
    /// <summary>Solver, time grid and number of evaluations or tolerance.</summary>
    public required SolverSetting Setting { get; init; }

    /// <summary>Samples to generate, at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>Samples at once, at least 1; more need more memory.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Seed of all noise.</summary>
    public required long Seed { get; init; }

    /// <summary>The folder to write; it must be empty or not exist.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the noise is written too.</summary>
    public bool KeepsNoise { get; init; }

    /// <summary>Whether the data predicted at each step is written too.</summary>
    public bool KeepsPredictions { get; init; }

    /// <summary>Told after each batch how many samples are written; null where nobody wants to know.</summary>
    public Action<int>? Progress { get; init; }
}

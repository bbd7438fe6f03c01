using FastOde.Specs;

namespace FastOde.Contracts.Results;

/// <summary>What somebody has added to an experiment, as it is stored: with the additions before it, it says which trial has which number.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.Addition")]
public sealed record Addition
{
    /// <summary>Names the request that added it.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>Assignments that the search tries beside those before.</summary>
    [Id(1)]
    public int Trials { get; init; }

    /// <summary>Seeds that assignments get beside those before.</summary>
    [Id(2)]
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>The assignments that get the seeds, each by the number of its first trial; null for all that there are.</summary>
    [Id(3)]
    public IReadOnlyList<int>? Only { get; init; }

    /// <summary>Assignments that a program has proposed, key paths into the trial and their values; each gets every seed.</summary>
    [Id(4)]
    public IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Proposed { get; init; } = [];
}

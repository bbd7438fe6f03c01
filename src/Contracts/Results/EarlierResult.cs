using FastOde.Specs;

namespace FastOde.Contracts.Results;

/// <summary>What an experiment's search knew of an assignment before it began: taken from an earlier experiment when it was submitted.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.EarlierResult")]
public sealed record EarlierResult
{
    /// <summary>The earlier experiment.</summary>
    [Id(0)]
    public required long ExperimentId { get; init; }

    /// <summary>The assignment, by the keys of its space.</summary>
    [Id(1)]
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>The first objective that the later experiment names, the mean over the trials that had completed.</summary>
    [Id(2)]
    public required double Value { get; init; }

    /// <summary>The other values that it names, the means of those of further objectives and then of demands; null where none has one.</summary>
    [Id(3)]
    public IReadOnlyList<double?> OtherValues { get; init; } = [];
}

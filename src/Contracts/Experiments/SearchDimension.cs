namespace FastOde.Contracts.Experiments;

/// <summary>One key of the search space: a list of values or a range.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.SearchDimension")]
public sealed record SearchDimension
{
    /// <summary>Path into the trial, such as <c>coupling.beta</c>, or an argument of its function.</summary>
    [Id(0)]
    public required string Key { get; init; }

    /// <summary>The listed values; null for a range.</summary>
    [Id(1)]
    public IReadOnlyList<ParameterValue>? Values { get; init; }

    /// <summary>Lower end of a range.</summary>
    [Id(2)]
    public double? Min { get; init; }

    /// <summary>Upper end of a range.</summary>
    [Id(3)]
    public double? Max { get; init; }

    /// <summary>Spacing of a stepped range; null where it is continuous.</summary>
    [Id(4)]
    public double? Step { get; init; }

    /// <summary>Whether the range is drawn on a logarithmic scale.</summary>
    [Id(5)]
    public bool Log { get; init; }

    /// <summary>The dimension exists only where all these other keys have these values.</summary>
    [Id(6)]
    public IReadOnlyDictionary<string, ParameterValue> When { get; init; } = new Dictionary<string, ParameterValue>();
}

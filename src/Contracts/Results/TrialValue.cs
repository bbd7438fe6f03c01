namespace FastOde.Contracts.Results;

/// <summary>What a trial came to in one cell of its evaluation table, at its last evaluation.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.TrialValue")]
public sealed record TrialValue
{
    /// <summary>The trial's number in its experiment.</summary>
    [Id(0)]
    public required int Number { get; init; }

    /// <summary>The metric, with its extractor where it has one.</summary>
    [Id(1)]
    public required string Metric { get; init; }

    /// <summary>Steps that the solver took.</summary>
    [Id(2)]
    public required int Steps { get; init; }

    /// <summary>The value; NaN where it could not be measured.</summary>
    [Id(3)]
    public required double Value { get; init; }
}

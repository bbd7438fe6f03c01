namespace FastOde.Contracts.Results;

/// <summary>One page of a trial's evaluation rows, by step, solver, number and metric.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.EvaluationPage")]
public sealed record EvaluationPage
{
    /// <summary>The page.</summary>
    [Id(0)]
    public required IReadOnlyList<EvaluationRecord> Items { get; init; }

    /// <summary>Rows that the trial has.</summary>
    [Id(1)]
    public required int Total { get; init; }
}

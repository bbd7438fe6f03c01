using FastOde.Contracts.Results;

namespace FastOde.Contracts.OnDemand;

/// <summary>How the cells stand that somebody has asked for.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.OnDemand.EvaluationStatus")]
public sealed record EvaluationStatus
{
    /// <summary>What was asked for last.</summary>
    [Id(0)]
    public required EvaluationOrder Order { get; init; }

    /// <summary>How it stands.</summary>
    [Id(1)]
    public required WorkState State { get; init; }

    /// <summary>Settings measured so far.</summary>
    [Id(2)]
    public int Measured { get; init; }

    /// <summary>Why they could not be measured, for people; null where nothing is in the way.</summary>
    [Id(3)]
    public string? Problem { get; init; }

    /// <summary>Training step of the checkpoint; null until it is read.</summary>
    [Id(4)]
    public int? Step { get; init; }

    /// <summary>Every cell that was measured, by this order and by those before it that are kept; this order's come last.</summary>
    [Id(5)]
    public IReadOnlyList<EvaluationRecord> Rows { get; init; } = [];

    /// <summary>How many of the last <see cref="Rows"/> this order has measured.</summary>
    [Id(6)]
    public int Fresh { get; init; }

    /// <summary>Whether it has yet to end.</summary>
    public bool IsGoing => State is WorkState.Waiting or WorkState.Running;
}

using FastOde.Analysis.Trials;
using FastOde.Specs.Words;
using FastOde.Specs;

namespace FastOde.Contracts.Results;

/// <summary>A trial as tables show it.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.TrialSummary")]
public sealed record TrialSummary : ITrialResult
{
    /// <summary><c>{experiment}-{number}</c>.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Its experiment.</summary>
    [Id(1)]
    public required long ExperimentId { get; init; }

    /// <summary>Counted from 1 in its experiment.</summary>
    [Id(2)]
    public required int Number { get; init; }

    /// <summary>The assignment, in the order of the search space; inactive keys are absent.</summary>
    [Id(3)]
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>Its seed.</summary>
    [Id(4)]
    public required long Seed { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(5)]
    public required TrialState State { get; init; }

    /// <summary>Steps done.</summary>
    [Id(6)]
    public int Step { get; init; }

    /// <summary>Steps to do.</summary>
    [Id(7)]
    public required int Iterations { get; init; }

    /// <summary>Current rate, or the mean rate of the last attempt.</summary>
    [Id(8)]
    public double? IterationsPerSecond { get; init; }

    /// <summary>Attempts begun.</summary>
    [Id(9)]
    public int Attempts { get; init; }

    /// <summary>The slot of the running attempt.</summary>
    [Id(10)]
    public string? SlotId { get; init; }

    /// <summary>SHA-256 of the final weights.</summary>
    [Id(11)]
    public string? WeightsSha256 { get; init; }

    /// <summary>Value of the objective at the last evaluation.</summary>
    [Id(12)]
    public double? ObjectiveValue { get; init; }

    /// <summary>Why it failed, diverged, was pruned or is blocked.</summary>
    [Id(13)]
    public string? Message { get; init => field = value is null ? null : VisibleText.Of(value); }

    /// <summary>Start of the first attempt.</summary>
    [Id(14)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Id(15)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it waits because the machine did not allow its last attempt; the message says what is in the way.</summary>
    [Id(16)]
    public bool IsBlocked { get; init; }

    /// <summary>At the last evaluation the values of further objectives, then those of demands, in the order of the spec; null where there is none.</summary>
    [Id(17)]
    public IReadOnlyList<double?> OtherValues { get; init => field = value ?? []; } = [];

    /// <summary>Evaluations of networks that training had spent when the last attempt ended, one a sample; null where nobody counted them.</summary>
    [Id(18)]
    public long? NetworkEvaluations { get; init; }

    /// <summary>The assignment as people read it, without the seed.</summary>
    public string Label => VisibleText.Of(ParameterLabel.Of(Parameters));

    /// <summary>The assignment in full: every key with its exact value.</summary>
    public string Assignment => VisibleText.Of(ParameterLabel.Full(Parameters));

    /// <inheritdoc/>
    public string? EndedEarly => State is TrialState.Queued or TrialState.Running or TrialState.Completed ? null : State.ToString().ToLowerInvariant();
}

using FastOde.Specs.Words;
using FastOde.Specs;

namespace FastOde.Contracts.Results;

/// <summary>An experiment as lists show it.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.ExperimentSummary")]
public sealed record ExperimentSummary
{
    /// <summary>Id, counted from 1 in a database.</summary>
    [Id(0)]
    public required long Id { get; init; }

    /// <summary>Its name: the spec's, until somebody gives it another.</summary>
    [Id(1)]
    public required string Name { get; init => field = VisibleText.Of(value); }

    /// <summary>Where it stands.</summary>
    [Id(2)]
    public required ExperimentState State { get; init; }

    /// <summary>When it was submitted.</summary>
    [Id(3)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Id(4)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>All trials, those that are not stored yet among them.</summary>
    [Id(5)]
    public required int TrialCount { get; init; }

    /// <summary>Trials that wait, or are not stored yet.</summary>
    [Id(6)]
    public int QueuedTrials { get; init; }

    /// <summary>Trials that run.</summary>
    [Id(7)]
    public int RunningTrials { get; init; }

    /// <summary>Trials that completed.</summary>
    [Id(8)]
    public int CompletedTrials { get; init; }

    /// <summary>Trials that failed or diverged.</summary>
    [Id(9)]
    public int FailedTrials { get; init; }

    /// <summary>What it optimises.</summary>
    [Id(10)]
    public ObjectiveSpec? Objective { get; init; }

    /// <summary>Trials that were cancelled.</summary>
    [Id(11)]
    public int CancelledTrials { get; init; }

    /// <summary>Trials that were pruned: stopped early, because others promised more.</summary>
    [Id(12)]
    public int PrunedTrials { get; init; }

    /// <summary>Words that people have put on it, in order.</summary>
    [Id(13)]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When it was taken out of the usual lists; null where it was not.</summary>
    [Id(14)]
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>When it goes for good, because somebody has deleted it; null where nobody has.</summary>
    [Id(15)]
    public DateTimeOffset? GoesAt { get; init; }

    /// <summary>Who submitted it: an account, or a user of the operating system; null where nobody said.</summary>
    [Id(16)]
    public string? SubmittedBy { get; init => field = value is null ? null : VisibleText.Of(value); }

    /// <summary>The objective of its best completed trial, which meets the demands where any does; null where none has a value.</summary>
    [Id(17)]
    public double? BestValue { get; init; }

    /// <summary>When all its trials will have ended, by the pace they go at; null where nothing runs, nothing is known yet, or only stored rows were asked.</summary>
    [Id(18)]
    public DateTimeOffset? EndsAbout { get; init; }

    /// <summary>Whether nothing more will happen: it has ended, and so have all its trials.</summary>
    public bool IsSettled =>
        State is ExperimentState.Completed or ExperimentState.Cancelled && QueuedTrials == 0 && RunningTrials == 0;
}

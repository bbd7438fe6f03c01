using FastOde.Contracts.Results;

namespace FastOde.Silo.Views;

/// <summary>An experiment as <c>--json</c> and REST show it.</summary>
internal sealed record ExperimentView
{
    /// <summary>Id, counted from 1 in a database.</summary>
    public required long Id { get; init; }

    /// <summary>Its name: the spec's, until somebody gives it another.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands.</summary>
    public required ExperimentState State { get; init; }

    /// <summary>How its trials stand.</summary>
    public required TrialCounts Trials { get; init; }

    /// <summary>What it optimises; null where it only compares.</summary>
    public required ObjectiveView? Objective { get; init; }

    /// <summary>The objective of its best completed trial; null where none has a value.</summary>
    public required double? BestValue { get; init; }

    /// <summary>Who submitted it: an account, or a user of the operating system; null where nobody said.</summary>
    public required string? SubmittedBy { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>Words that people have put on it, in order.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>When it was archived.</summary>
    public required DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>When it goes for good, because somebody has deleted it.</summary>
    public required DateTimeOffset? GoesAt { get; init; }

    /// <summary>Shows an experiment.</summary>
    /// <param name="experiment">The experiment.</param>
    public static ExperimentView Of(ExperimentSummary experiment) => new()
    {
        Id = experiment.Id,
        Name = experiment.Name,
        State = experiment.State,
        Trials = new(
            experiment.TrialCount, experiment.QueuedTrials, experiment.RunningTrials, experiment.CompletedTrials,
            experiment.FailedTrials, experiment.PrunedTrials, experiment.CancelledTrials),
        Objective = experiment.Objective is { } objective ? ObjectiveView.Of(objective) : null,
        BestValue = experiment.BestValue,
        SubmittedBy = experiment.SubmittedBy,
        CreatedAt = experiment.CreatedAt,
        EndedAt = experiment.EndedAt,
        Tags = experiment.Tags,
        ArchivedAt = experiment.ArchivedAt,
        GoesAt = experiment.GoesAt,
    };
}

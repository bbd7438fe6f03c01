using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Storage.Entities;

/// <summary>A row of <c>experiments</c>.</summary>
internal sealed class ExperimentEntity
{
    /// <summary>Counted from 1, never used again.</summary>
    public long Id { get; set; }

    /// <summary>Its name: the spec's, until somebody gives it another.</summary>
    public required string Name { get; set; }

    /// <summary>Where it stands.</summary>
    public required ExperimentState State { get; set; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What it optimises, where it optimises.</summary>
    public ObjectiveSpec? Objective { get; set; }

    /// <summary>What is kept of trials that have ended; null for everything.</summary>
    public RetentionSpec? Retention { get; set; }

    /// <summary>The limits that count since somebody changed them; null for the spec's.</summary>
    public LimitsSpec? Limits { get; set; }

    /// <summary>What was added since it was submitted, the first first; null for nothing.</summary>
    public IReadOnlyList<Addition>? Additions { get; set; }

    /// <summary>What its search knew before it began; null for nothing.</summary>
    public IReadOnlyList<EarlierResult>? EarlierResults { get; set; }

    /// <summary>The spec as it was understood, without its text.</summary>
    public required ExperimentSpec Spec { get; set; }

    /// <summary>The spec as it was written.</summary>
    public required string SpecText { get; set; }

    /// <summary>How many trials it has once all are stored.</summary>
    public int TrialCount { get; set; }

    /// <summary>Names the submission that stored it; null where nobody named it.</summary>
    public string? SubmissionKey { get; set; }

    /// <summary>Who submitted it; null where nobody said.</summary>
    public string? SubmittedBy { get; set; }

    /// <summary>What people have written about it, plain text.</summary>
    public string Notes { get; set; } = "";

    /// <summary>Words that people have put on it, as <c>TagText</c> writes them.</summary>
    public string Tags { get; set; } = "";

    /// <summary>When it was taken out of the usual lists; null where it was not.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>When it goes for good, because somebody has deleted it; null where nobody has.</summary>
    public DateTimeOffset? GoesAt { get; set; }

    /// <summary>Whether its files and rows are going, so that it cannot be taken back and nobody reads it.</summary>
    public bool IsRemoving { get; set; }

    /// <summary>Whether somebody has told it to run since the database was last taken by a process that is alone.</summary>
    public bool IsStarted { get; set; }

    /// <summary>Its trials.</summary>
    public ICollection<TrialEntity> Trials { get; } = [];

    /// <summary>Is to run again where it had completed.</summary>
    public void Reopen()
    {
        if (State == ExperimentState.Completed)
            (State, EndedAt) = (ExperimentState.Running, null);
    }
}

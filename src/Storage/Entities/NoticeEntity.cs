using FastOde.Contracts.Notices;

namespace FastOde.Storage.Entities;

/// <summary>A row of <c>notices</c>. Names are copied, so that a row says what it said when it was written.</summary>
internal sealed class NoticeEntity
{
    /// <summary>Counted from 1, never used again.</summary>
    public long Id { get; set; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>What has happened.</summary>
    public required NoticeKind Kind { get; set; }

    /// <summary>The experiment, which may be gone.</summary>
    public required long ExperimentId { get; set; }

    /// <summary>Its name then.</summary>
    public required string ExperimentName { get; set; }

    /// <summary>The trial; null where it is about the experiment.</summary>
    public string? TrialId { get; set; }

    /// <summary>What the objective measures.</summary>
    public string? Metric { get; set; }

    /// <summary>The value of the objective.</summary>
    public double? Value { get; set; }

    /// <summary>Why it failed or diverged.</summary>
    public string? Message { get; set; }
}

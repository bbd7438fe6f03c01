using FastOde.Contracts.Results;

namespace FastOde.Storage.Entities;

/// <summary>A row of <c>attempts</c>.</summary>
internal sealed class AttemptEntity
{
    /// <summary>Its trial.</summary>
    public required long TrialId { get; set; }

    /// <summary>Counted from 1 in its trial.</summary>
    public required long Epoch { get; set; }

    /// <summary>Where it ran.</summary>
    public required string SlotId { get; set; }

    /// <summary>How it stands or ended.</summary>
    public required AttemptState State { get; set; }

    /// <summary>Its start.</summary>
    public required DateTimeOffset StartedAt { get; set; }

    /// <summary>Its end.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The last step it reported.</summary>
    public int? LastStep { get; set; }

    /// <summary>What went wrong.</summary>
    public string? Message { get; set; }

    /// <summary>With what it trained; null where nobody said.</summary>
    public AttemptEnvironment? Environment { get; set; }
}

namespace FastOde.Storage.Entities;

/// <summary>A row of <c>webhooks</c>.</summary>
internal sealed class WebhookEntity
{
    /// <summary>Counted from 1, never used again.</summary>
    public long Id { get; set; }

    /// <summary>Where notices are sent.</summary>
    public required string Address { get; set; }

    /// <summary>What it is told of, as <c>KindText</c> writes it.</summary>
    public required string Kinds { get; set; }

    /// <summary>What signs its notices. Whoever signs needs it as it is, so that a hash would not do.</summary>
    public required string Secret { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>Notices that it was ever given; the number of the last.</summary>
    public long Sequence { get; set; }

    /// <summary>When the next is sent at the earliest. Whoever sends puts it off first, so that nobody else sends meanwhile.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Failed tries of the one that is next.</summary>
    public int Tries { get; set; }

    /// <summary>When something was last sent.</summary>
    public DateTimeOffset? LastAt { get; set; }

    /// <summary>What became of that.</summary>
    public string? LastOutcome { get; set; }

    /// <summary>When a notice was last accepted.</summary>
    public DateTimeOffset? LastAcceptedAt { get; set; }

    /// <summary>When it was given up.</summary>
    public DateTimeOffset? StoppedAt { get; set; }
}

namespace FastOde.Storage.Entities;

/// <summary>A row of <c>audit</c>. Names are copied, so that a row says what it said when it was written.</summary>
internal sealed class AuditEntity
{
    /// <summary>Counted from 1 in the order of asking.</summary>
    public long Id { get; set; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset At { get; set; }

    /// <summary>Who asked.</summary>
    public required string Who { get; set; }

    /// <summary>The address it came from.</summary>
    public string? Address { get; set; }

    /// <summary>What was asked for.</summary>
    public required string Action { get; set; }

    /// <summary>What it was done to.</summary>
    public string? Subject { get; set; }

    /// <summary>More about it.</summary>
    public string? Details { get; set; }

    /// <summary>What became of it.</summary>
    public string? Outcome { get; set; }
}

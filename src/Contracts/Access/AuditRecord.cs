namespace FastOde.Contracts.Access;

/// <summary>One change that somebody asked for, or a try to sign in.</summary>
public sealed record AuditRecord
{
    /// <summary>Counted from 1 in the order of asking.</summary>
    public required long Id { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who asked: <c>account anna</c>, <c>token nightly of anna</c> or <c>local anna</c>, the user of the operating system.</summary>
    public required string Who { get; init; }

    /// <summary>The address it came from; null for this machine's command line.</summary>
    public string? From { get; init; }

    /// <summary>What was asked for, such as <c>experiment.pause</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, such as <c>experiment 3</c>; null where that was never known.</summary>
    public string? Subject { get; init; }

    /// <summary>More about it, such as the role that was given; null where there is no more to say.</summary>
    public string? Details { get; init; }

    /// <summary>What became of it: <c>done</c>, or why not; null where the process ended before that was known.</summary>
    public string? Outcome { get; init; }
}

namespace FastOde.Contracts.Access;

/// <summary>One change that somebody asked for, or a try to sign in.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Access.AuditRecord")]
public sealed record AuditRecord
{
    /// <summary>Counted from 1 in the order of asking.</summary>
    [Id(0)]
    public required long Id { get; init; }

    /// <summary>When it was asked for.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Who asked: <c>account anna</c>, <c>token nightly of anna</c>, <c>local anna</c> (the user of the operating system), or <c>local</c> where a page or program does not say.</summary>
    [Id(2)]
    public required string Who { get; init; }

    /// <summary>The address it came from; null for this machine's command line.</summary>
    [Id(3)]
    public string? From { get; init; }

    /// <summary>What was asked for, such as <c>experiment.pause</c>.</summary>
    [Id(4)]
    public required string Action { get; init; }

    /// <summary>What it was done to, such as <c>experiment 3</c>; null where that was never known.</summary>
    [Id(5)]
    public string? Subject { get; init; }

    /// <summary>More about it, such as the role that was given; null where there is no more to say.</summary>
    [Id(6)]
    public string? Details { get; init; }

    /// <summary>What became of it: <c>done</c>, or why not; null where the process ended before that was known.</summary>
    [Id(7)]
    public string? Outcome { get; init; }
}

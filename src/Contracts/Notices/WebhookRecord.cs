using System.Globalization;

namespace FastOde.Contracts.Notices;

/// <summary>A webhook as lists show it: an address that notices are sent to. Its secret is shown once, when it is made.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Notices.WebhookRecord")]
public sealed record WebhookRecord
{
    /// <summary>Counted from 1, never used again.</summary>
    [Id(0)]
    public required long Id { get; init; }

    /// <summary>Where notices are sent; for those who are no admin the host alone, because a path may be a secret.</summary>
    [Id(1)]
    public required string Address { get; init; }

    /// <summary>What it is told of.</summary>
    [Id(2)]
    public required IReadOnlyList<NoticeKind> Kinds { get; init; }

    /// <summary>When it was made.</summary>
    [Id(3)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Notices that wait to be sent.</summary>
    [Id(4)]
    public required int Waiting { get; init; }

    /// <summary>Failed tries of the one that is next.</summary>
    [Id(5)]
    public int Tries { get; init; }

    /// <summary>When something was last sent; null before.</summary>
    [Id(6)]
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>What became of that; null before.</summary>
    [Id(7)]
    public string? LastOutcome { get; init; }

    /// <summary>When a notice was last accepted; null before.</summary>
    [Id(8)]
    public DateTimeOffset? LastAcceptedAt { get; init; }

    /// <summary>When the next is sent at the earliest; in the past where nothing is in the way.</summary>
    [Id(9)]
    public DateTimeOffset DueAt { get; init; }

    /// <summary>When it was given up, because too many tries had failed; null while it is served.</summary>
    [Id(10)]
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>What it is told of, as commands write it.</summary>
    public string ToldOf => string.Join(", ", Kinds.Select(kind => kind.Word()));

    /// <summary>How it is with it, in a few words.</summary>
    public string State => this switch
    {
        { StoppedAt: not null } => string.Create(CultureInfo.InvariantCulture, $"given up after {Tries} tries"),
        { Tries: > 0 } => string.Create(CultureInfo.InvariantCulture, $"failing, {Tries} {(Tries == 1 ? "try" : "tries")}"),
        { LastAcceptedAt: null } => "nothing sent yet",
        _ => "works",
    };
}

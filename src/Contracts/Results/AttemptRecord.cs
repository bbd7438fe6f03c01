using FastOde.Specs.Words;


namespace FastOde.Contracts.Results;

/// <summary>One try at running a trial.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.AttemptRecord")]
public sealed record AttemptRecord
{
    /// <summary>Counted from 1 in its trial.</summary>
    [Id(0)]
    public required long Epoch { get; init; }

    /// <summary>Where it ran.</summary>
    [Id(1)]
    public required string SlotId { get; init; }

    /// <summary>How it stands or ended.</summary>
    [Id(2)]
    public required AttemptState State { get; init; }

    /// <summary>Its start.</summary>
    [Id(3)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its end.</summary>
    [Id(4)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The last step it reported.</summary>
    [Id(5)]
    public int? LastStep { get; init; }

    /// <summary>What went wrong.</summary>
    [Id(6)]
    public string? Message { get; init => field = value is null ? null : VisibleText.Of(value); }

    /// <summary>With what it trained; null for functions, before it is known, and in rows of older versions.</summary>
    [Id(7)]
    public AttemptEnvironment? Environment { get; init; }
}

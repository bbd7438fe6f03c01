namespace FastOde.Contracts.Access;

/// <summary>Who asks for a change, and what shows that it is so.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Access.Caller")]
public sealed record Caller
{
    /// <summary>How the caller is known.</summary>
    [Id(0)]
    public required CallerKind Kind { get; init; }

    /// <summary>Name of the account or of the operating system's user; empty for a token, which tells its own, and for a page where nobody signs in.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>The address of the request; null for this machine's command line.</summary>
    [Id(2)]
    public string? From { get; init; }

    /// <summary>A secret that only the caller can know: the stamp of an account's session, the text of a token.</summary>
    [Id(3)]
    public string? Proof { get; init; }

    /// <summary>The caller without the proof, for logs.</summary>
    public override string ToString() => $"{Kind} {Name}";
}

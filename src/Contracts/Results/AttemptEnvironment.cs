namespace FastOde.Contracts.Results;

/// <summary>With what an attempt has trained: all that may make two runs of one spec and seed differ.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.AttemptEnvironment")]
public sealed record AttemptEnvironment
{
    /// <summary>Version and commit of FastOde, such as <c>0.1.0+ac8bbaa</c>.</summary>
    [Id(0)]
    public required string Version { get; init; }

    /// <summary>Whether files differed from that commit when it was built.</summary>
    [Id(1)]
    public bool IsModified { get; init; }

    /// <summary>Versions of TorchSharp and libtorch.</summary>
    [Id(2)]
    public required string Torch { get; init; }

    /// <summary>Version of .NET.</summary>
    [Id(3)]
    public required string Runtime { get; init; }

    /// <summary>The operating system.</summary>
    [Id(4)]
    public required string System { get; init; }

    /// <summary>Model of the processor, and the instructions that libtorch uses of it.</summary>
    [Id(5)]
    public required string Processor { get; init; }

    /// <summary>The device that trained, such as <c>cpu</c> or <c>cuda:0</c>.</summary>
    [Id(6)]
    public required string Device { get; init; }

    /// <summary>Threads that libtorch computed with.</summary>
    [Id(7)]
    public required int Threads { get; init; }

    /// <summary>SHA-256 of the training images; null for data that the program draws itself.</summary>
    [Id(8)]
    public string? DataSha256 { get; init; }

    /// <summary>Plug-ins with version and the first digits of the SHA-256 of their file; null where none was loaded.</summary>
    [Id(9)]
    public string? Plugins { get; init; }

    /// <summary>Every fact under its name, as people read it.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts =>
    [
        ("FastOde", IsModified ? $"{Version}, built with changes" : Version),
        ("torch", Torch),
        (".NET", Runtime),
        ("system", System),
        ("processor", Processor),
        ("device", Device),
        ("threads", FormattableString.Invariant($"{Threads}")),
        .. DataSha256 is { } data ? [("data", data)] : Array.Empty<(string, string)>(),
        .. Plugins is { } plugins ? [("plug-ins", plugins)] : Array.Empty<(string, string)>(),
    ];

    /// <summary>What differs between this and another, a line each.</summary>
    /// <param name="other">The other.</param>
    public IEnumerable<string> Differences(AttemptEnvironment other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var values = other.Facts.ToDictionary(fact => fact.Name, fact => fact.Value);
        return Facts.Where(fact => values.GetValueOrDefault(fact.Name) != fact.Value)
            .Select(fact => $"{fact.Name}: {fact.Value} against {values.GetValueOrDefault(fact.Name) ?? "nothing"}");
    }
}

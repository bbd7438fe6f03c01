namespace FastOde.Contracts.Servers;

/// <summary>What a running FastOde is.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Servers.ServerDescription")]
public sealed record ServerDescription
{
    /// <summary>Edition of the calls that programs may make. It grows by one with every call that is added, and with what a call can be asked more; none is taken away.</summary>
    public const int CurrentEdition = 7;

    /// <summary>Version of the program, such as <c>0.1.0</c>.</summary>
    [Id(0)]
    public required string Version { get; init; }

    /// <summary>The edition of calls that it answers, from 1.</summary>
    [Id(1)]
    public required int Edition { get; init; }

    /// <summary>Full path of its data directory, on its machine.</summary>
    [Id(2)]
    public required string DataDirectory { get; init; }
}

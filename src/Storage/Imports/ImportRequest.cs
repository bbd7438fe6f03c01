namespace FastOde.Storage.Imports;

/// <summary>What is to come in from another data directory.</summary>
public sealed record ImportRequest
{
    /// <summary>The experiments, by their ids there; none for all that there are.</summary>
    public IReadOnlyList<long> Experiments { get; init; } = [];

    /// <summary>Whether those whose ids are taken get others; otherwise they are refused.</summary>
    public bool Renumber { get; init; }
}

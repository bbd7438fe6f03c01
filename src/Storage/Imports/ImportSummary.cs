namespace FastOde.Storage.Imports;

/// <summary>What came in from another data directory.</summary>
public sealed record ImportSummary
{
    /// <summary>The experiments that came in, in the order of their ids there.</summary>
    public required IReadOnlyList<ImportedExperiment> Imported { get; init; }

    /// <summary>Those that were asked for and came in before; they stay as they are here.</summary>
    public required IReadOnlyList<ImportedExperiment> Known { get; init; }

    /// <summary>Files of trials that came with them.</summary>
    public required int Files { get; init; }

    /// <summary>The size of these files.</summary>
    public required long Bytes { get; init; }
}

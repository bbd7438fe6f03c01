namespace FastOde.Storage.Backups;

/// <summary>What a backup holds, or what was brought back from one.</summary>
public sealed record BackupSummary
{
    /// <summary>Experiments in its database.</summary>
    public required int Experiments { get; init; }

    /// <summary>Files beside the database.</summary>
    public required int Files { get; init; }

    /// <summary>Their size together with the database's.</summary>
    public required long Bytes { get; init; }

    /// <summary>Files that the database names and that are missing or not as they were recorded, as paths below the data directory.</summary>
    public IReadOnlyList<string> Lost { get; init; } = [];
}

namespace FastOde.Storage.Repairs;

/// <summary>Where the files of trials and what the database has on record of them differ.</summary>
public sealed record ArtifactFindings
{
    /// <summary>Files on record that are not there, as paths in the data directory.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>
    /// Files in the folders of known experiments that no trial has on record, as paths in the data directory: a crash between
    /// the two has left them, or the database is an older copy.
    /// </summary>
    public required IReadOnlyList<string> Unrecorded { get; init; }

    /// <summary>Whether files and records agree.</summary>
    public bool AreNone => Missing.Count == 0 && Unrecorded.Count == 0;
}

namespace FastOde.Contracts.Servers;

/// <summary>What a running FastOde has at hand, and how it was started.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Servers.ServerSettings")]
public sealed record ServerSettings
{
    /// <summary>Full path of the folder of data sets of images.</summary>
    [Id(0)]
    public required string DatasetsFolder { get; init; }

    /// <summary>Full path of the folder of extractors of features.</summary>
    [Id(1)]
    public required string FeaturesFolder { get; init; }

    /// <summary>The data sets that specs may name: of points, of images that are at hand, and those that can be downloaded.</summary>
    [Id(2)]
    public required IReadOnlyList<DatasetSetting> Datasets { get; init; }

    /// <summary>The extractors of features that are at hand.</summary>
    [Id(3)]
    public required IReadOnlyList<ExtractorSetting> Extractors { get; init; }

    /// <summary>Days that entries of the audit are kept; null for ever.</summary>
    [Id(4)]
    public int? AuditDays { get; init; }

    /// <summary>How long the deletion of an experiment can be taken back.</summary>
    [Id(5)]
    public required TimeSpan UndoTime { get; init; }

    /// <summary>Bytes that are kept free on the disk of the data directory; 0 for none, null where the system does not tell.</summary>
    [Id(6)]
    public long? Reserve { get; init; }

    /// <summary>Slots that the experiments of one user hold at most; null for no limit.</summary>
    [Id(7)]
    public int? UserTrials { get; init; }
}

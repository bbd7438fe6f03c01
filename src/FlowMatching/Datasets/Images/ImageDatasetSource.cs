namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>Files to add as a data set, and how to take them.</summary>
public sealed record ImageDatasetSource
{
    /// <summary>A folder or archive; its content says which format it has.</summary>
    public required string Path { get; init; }
}

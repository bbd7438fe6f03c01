namespace FastOde.Contracts.Results;

/// <summary>An open file of a trial; never sent between processes.</summary>
/// <param name="record">What is recorded about it.</param>
/// <param name="content">Its content from the beginning; seekable.</param>
public sealed class ArtifactFile(ArtifactRecord record, Stream content)
{
    /// <summary>What is recorded about it.</summary>
    public ArtifactRecord Record { get; } = record;

    /// <summary>Its content from the beginning; seekable. Whoever opened the file disposes of it.</summary>
    public Stream Content { get; } = content;
}

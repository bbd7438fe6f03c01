namespace FastOde.Contracts.Results;

/// <summary>An open file of a trial; never sent between processes.</summary>
/// <param name="Record">What is recorded about it.</param>
/// <param name="Content">Its content from the beginning; seekable.</param>
public sealed record ArtifactFile(ArtifactRecord Record, Stream Content);

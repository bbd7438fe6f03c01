namespace FastOde.FlowMatching.Downloads;

/// <summary>A file on a server whose content is known.</summary>
/// <param name="Name">Its name, below the address it is published at and in the folder it goes to.</param>
/// <param name="Sha256">SHA-256 of its content, lower-case hexadecimal.</param>
public sealed record PublishedFile(string Name, string Sha256);

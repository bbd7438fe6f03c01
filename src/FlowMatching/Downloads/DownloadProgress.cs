namespace FastOde.FlowMatching.Downloads;

/// <summary>How far a download has come.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">Bytes that are here.</param>
/// <param name="Total">Bytes in all; null where the server does not say.</param>
public readonly record struct DownloadProgress(string File, long Bytes, long? Total);

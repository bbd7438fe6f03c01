namespace FastOde.FlowMatching.Downloads;

/// <summary>A file cannot be downloaded: one line that names its address, what went wrong and the cure.</summary>
/// <param name="message">That line.</param>
/// <param name="inner">What went wrong below, if anything.</param>
public sealed class DownloadException(string message, Exception? inner = null) : Exception(message, inner);

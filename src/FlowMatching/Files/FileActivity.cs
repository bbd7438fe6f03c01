using System.Diagnostics;

namespace FastOde.FlowMatching.Files;

/// <summary>
/// The spans of files that become durable, one for each phase. A span begins before its phase and ends after it, so that
/// whoever listens stands exactly between two phases.
/// </summary>
public static class FileActivity
{
    /// <summary>The name to listen to.</summary>
    public const string SourceName = "FastOde.Files";

    /// <summary>The tag that holds the file's path.</summary>
    public const string PathTag = "file.path";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of a phase, which ends when it is disposed.</summary>
    /// <param name="phase">What is done to the file.</param>
    /// <param name="file">Its path.</param>
    /// <returns>Null where nobody listens.</returns>
    internal static Activity? Begin(string phase, string file) =>
        Source.HasListeners() ? Source.StartActivity(ActivityKind.Internal, tags: [new(PathTag, file)], name: phase) : null;
}

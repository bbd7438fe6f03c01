using System.Diagnostics;

namespace FastOde.Storage.Database;

/// <summary>
/// The spans of what is stored, one for each transaction. A span begins before anything is written and ends once it is
/// durable, so that whoever listens stands exactly before and after.
/// </summary>
public static class StorageActivity
{
    /// <summary>The name to listen to.</summary>
    public const string SourceName = "FastOde.Storage";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of a write, which ends when it is disposed.</summary>
    /// <param name="operation">What is written: the store's method.</param>
    /// <returns>Null where nobody listens.</returns>
    internal static Activity? Begin(string operation) => Source.StartActivity(operation);
}

namespace FastOde.Client;

/// <summary>The FastOde that answers is older than this client, and does not know all of its calls.</summary>
/// <param name="endpoint">Where it answers.</param>
/// <param name="version">Its version; null where it is so old that it cannot say.</param>
public sealed class FastOdeVersionException(string endpoint, string? version)
    : Exception($"the FastOde at {endpoint} is {(version is null ? "older" : $"of version {version}, which is older")} than this client; start the newer version there, or use the client that came with it")
{
    /// <summary>Where it answers.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>Its version; null where it is so old that it cannot say.</summary>
    public string? Version { get; } = version;
}

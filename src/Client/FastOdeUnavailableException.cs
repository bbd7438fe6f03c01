namespace FastOde.Client;

/// <summary>Nobody answers where a FastOde was expected.</summary>
/// <param name="endpoint">Where it was expected.</param>
/// <param name="inner">What the connection met.</param>
public sealed class FastOdeUnavailableException(string endpoint, Exception inner)
    : Exception($"no FastOde answers at {endpoint}; start one there (fastode serve --gateway-port PORT) or connect to another address", inner)
{
    /// <summary>Where it was expected.</summary>
    public string Endpoint { get; } = endpoint;
}

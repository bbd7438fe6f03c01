namespace FastOde.Client;

/// <summary>Which cluster a program connects to, and how long it waits. It may hold a password and a token, and never writes itself out.</summary>
public sealed record ClusterConnectionOptions
{
    /// <summary>The connection string of the PostgreSQL database that the processes of the cluster share, such as <c>Host=db.example;Database=fastode;Username=lab</c>.</summary>
    public required string Database { get; init; }

    /// <summary>A folder with <c>ca.pem</c>, <c>member.pem</c> and <c>member.key</c> of the cluster; needed where its processes are on other machines, otherwise null.</summary>
    public string? Certificates { get; init; }

    /// <summary>The file of mode 600 with the secret of the cluster; needed where its processes are on other machines, otherwise null.</summary>
    public string? SecretFile { get; init; }

    /// <summary>A token of <c>fastode token create</c>, needed where there are accounts; null for none. Default: what the environment has as <c>FASTODE_TOKEN</c>.</summary>
    public string? Token { get; init; } = Environment.GetEnvironmentVariable(FastOdeClient.TokenVariable);

    /// <summary>How long connecting may take altogether.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the answer to one call may take.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// For how long a call is repeated while no control process answers it. What was asked of one that dies is asked of another; calls that
    /// would do something twice are not repeated.
    /// </summary>
    public TimeSpan OutageTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Times the renewal of subscriptions and the timeouts.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Nothing that is secret.</summary>
    public override string ToString() => nameof(ClusterConnectionOptions);
}

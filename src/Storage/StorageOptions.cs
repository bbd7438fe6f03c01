namespace FastOde.Storage;

/// <summary>How long storage waits.</summary>
public sealed record StorageOptions
{
    /// <summary>How long a statement waits for another program that writes to the database before it gives up.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a write is tried again while another program holds the database, from the moment it was asked for. Longer
    /// than a lease, so that renewals outlast what attempts outlast.
    /// </summary>
    public TimeSpan WritePatience { get; init; } = TimeSpan.FromSeconds(60);
}

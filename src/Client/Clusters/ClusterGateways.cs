using System.Net;
using Orleans.Messaging;

namespace FastOde.Client.Clusters;

/// <summary>Tells an Orleans client where the control processes of a cluster answer, as its database says at that moment.</summary>
/// <param name="database">The database.</param>
/// <param name="cluster">Name of the cluster.</param>
/// <param name="door">Where they ask for keys.</param>
/// <param name="end">Ends questions that are going on.</param>
internal sealed class ClusterGateways(ClusterDatabase database, string cluster, GatewayDoor door, CancellationToken end) : IGatewayListProvider
{
    /// <summary>How often the database is asked, and for how long a gateway that failed is left out.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(5);

    /// <summary>What the database said last.</summary>
    public IReadOnlyList<IPEndPoint> Last { get; private set; } = [];

    /// <inheritdoc/>
    public TimeSpan MaxStaleness => RefreshEvery;

    /// <inheritdoc/>
    public bool IsUpdatable => true;

    /// <inheritdoc/>
    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    /// <inheritdoc/>
    /// <exception cref="ClusterConnectionException">The database does not say, no control process is in the cluster, or it asks for keys that are missing.</exception>
    public async Task<IList<Uri>> GetGateways()
    {
        Last = await database.Gateways(cluster, end);
        if (Last.Count == 0)
        {
            throw new ClusterConnectionException(
                ClusterProblem.NoControlProcess, $"no control process is in the cluster of {database.Name}; start one (fastode serve --role control), or name another database");
        }

        door.RequireKeys(Last, $"the cluster of {database.Name}");
        return [.. Last.Select(gateway => SiloAddress.New(gateway, 0).ToGatewayUri())];
    }
}

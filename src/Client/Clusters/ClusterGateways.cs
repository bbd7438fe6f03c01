using System.Net;
using Orleans.Messaging;

namespace FastOde.Client.Clusters;

/// <summary>Tells an Orleans client where the control processes of a cluster answer, as its database says at that moment.</summary>
/// <param name="database">The database.</param>
/// <param name="cluster">Name of the cluster.</param>
/// <param name="end">Ends questions that are going on.</param>
internal sealed class ClusterGateways(ClusterDatabase database, string cluster, CancellationToken end) : IGatewayListProvider
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
    /// <exception cref="ClusterConnectionException">The database does not say, or no control process is in the cluster.</exception>
    public async Task<IList<Uri>> GetGateways()
    {
        Last = await database.Gateways(cluster, end);
        return Last.Count > 0
            ? [.. Last.Select(gateway => SiloAddress.New(gateway, 0).ToGatewayUri())]
            : throw new ClusterConnectionException(
                ClusterProblem.NoControlProcess, $"no control process is in the cluster of {database.Name}; start one (fastode serve --role control), or name another database");
    }
}

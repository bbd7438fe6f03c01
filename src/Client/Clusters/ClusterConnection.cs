using System.Globalization;
using FastOde.Client.Calls;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Messaging;

namespace FastOde.Client.Clusters;

/// <summary>How a program reaches a cluster by its database: where it looks, how long it waits, and what it says where that fails.</summary>
internal sealed class ClusterConnection : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly ClusterConnectionOptions options;
    private readonly ClusterDatabase database;
    private readonly GatewayDoor door;
    private readonly ClusterGateways gateways;

    /// <summary>Takes the options in; nothing is connected.</summary>
    /// <param name="options">Which cluster, and how long to wait.</param>
    /// <param name="cluster">Name of the cluster.</param>
    /// <exception cref="FormatException">The connection string is none.</exception>
    /// <exception cref="ClusterConnectionException">Certificates or secret cannot be used.</exception>
    public ClusterConnection(ClusterConnectionOptions options, string cluster)
    {
        this.options = options;
        door = new(
            options.Certificates is { } folder ? ClusterTls.Read(Path.GetFullPath(folder)) : null,
            options.SecretFile is { } file ? ClusterSecret.Read(Path.GetFullPath(file)) : null,
            options.Clock);
        database = ClusterDatabase.Parse(options.Database, options.ConnectTimeout);
        gateways = new(database, cluster, door, end.Token);
    }

    /// <summary>What the cluster is called in messages.</summary>
    public string Name => $"the cluster of {database.Name}";

    /// <summary>Has a client find the cluster.</summary>
    public void AddTo(IClientBuilder client)
    {
        client.Services.AddSingleton<IGatewayListProvider>(gateways);
        door.AddTo(client);
        client.Configure<GatewayOptions>(gateway => gateway.GatewayListRefreshPeriod = ClusterGateways.RefreshEvery);
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = options.CallTimeout);
        client.AddOutgoingGrainCallFilter(new OutageFilter(options.OutageTimeout, options.Clock, Explain, end.Token));
    }

    /// <summary>Ends what takes longer than connecting may.</summary>
    /// <param name="connect">Connects.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ClusterConnectionException">It took too long.</exception>
    public async Task<T> Within<T>(Func<CancellationToken, Task<T>> connect, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.ConnectTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await using var stop = either.Token.Register(end.Cancel);
        try
        {
            return await connect(either.Token);
        }
        catch (Exception failure) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested && failure is not ClusterConnectionException)
        {
            throw door.Refusal ?? Late(options.ConnectTimeout, failure);
        }
    }

    /// <summary>Says of what a connection or a call met what it means for the program.</summary>
    public ClusterConnectionException Explain(Exception failure) => failure switch
    {
        ClusterConnectionException said => said,
        _ when door.Refusal is { } refusal => refusal,
        TimeoutException => Late(options.CallTimeout, failure),
        _ => new(
            ClusterProblem.NoControlProcess,
            $"no control process of {Name} answers at {string.Join(", ", gateways.Last)}; start one (fastode serve --role control), or try again in a minute",
            failure),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await database.DisposeAsync();
        end.Dispose();
    }

    private ClusterConnectionException Late(TimeSpan limit, Exception failure) => new(
        ClusterProblem.Timeout,
        string.Create(CultureInfo.InvariantCulture, $"{Name} did not answer within {limit.TotalSeconds:0.#} s; look whether it did what was asked, and try again"),
        failure);
}

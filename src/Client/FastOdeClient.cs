using System.Net;
using FastOde.Client.Access;
using FastOde.Client.Calls;
using FastOde.Client.Clusters;
using FastOde.Client.Experiments;
using FastOde.Client.Trials;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Contracts.Servers;
using FastOde.Contracts.Trainers;
using FastOde.Specs;
using FastOde.Specs.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace FastOde.Client;

/// <summary>
/// A connection to a running FastOde from another program: submits specs, follows experiments and reads results.
/// Safe for concurrent use.
/// </summary>
public sealed class FastOdeClient : IAsyncDisposable
{
    /// <summary>Where a FastOde on this machine answers unless it was told otherwise.</summary>
    public const string DefaultEndpoint = "127.0.0.1:30000";

    /// <summary>Name of the cluster and the service of a FastOde that runs as one process.</summary>
    public const string DefaultCluster = "default";

    /// <summary>The variable of the environment that has a token.</summary>
    internal const string TokenVariable = "FASTODE_TOKEN";

    private readonly IHost host;
    private readonly IClusterClient cluster;
    private readonly TimeProvider clock;
    private readonly IAsyncDisposable? owned;

    private FastOdeClient(IHost host, IClusterClient cluster, ServerDescription server, Target target) =>
        (this.host, this.cluster, Server, clock, owned) = (host, cluster, server, target.Clock, target.Owned);

    /// <summary>What was connected to.</summary>
    public ServerDescription Server { get; }

    /// <summary>Stored history: experiments, trials, metrics, evaluations, trajectories.</summary>
    public IResultQueries Results => cluster.GetGrain<IResultsGrain>(0);

    /// <summary>Connects; where the environment has <c>FASTODE_TOKEN</c>, changes are asked for by that token.</summary>
    /// <param name="endpoint">Address and port of the gateway, such as <c>127.0.0.1:30000</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FormatException">The text is not an address with a port.</exception>
    /// <exception cref="FastOdeUnavailableException">Nobody answers there.</exception>
    /// <exception cref="FastOdeVersionException">Who answers there is older than this client.</exception>
    public static Task<FastOdeClient> ConnectAsync(
        string endpoint = DefaultEndpoint, CancellationToken cancellationToken = default) =>
        ConnectAsync(endpoint, Environment.GetEnvironmentVariable(TokenVariable), cancellationToken);

    /// <summary>Connects as a program with a token.</summary>
    /// <param name="endpoint">Address and port of the gateway, such as <c>127.0.0.1:30000</c>.</param>
    /// <param name="token">A token of <c>fastode token create</c>, needed where there are accounts; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FormatException">The text is not an address with a port.</exception>
    /// <exception cref="FastOdeUnavailableException">Nobody answers there.</exception>
    /// <exception cref="FastOdeVersionException">Who answers there is older than this client.</exception>
    public static Task<FastOdeClient> ConnectAsync(string endpoint, string? token, CancellationToken cancellationToken) =>
        ConnectAsync(endpoint, DefaultCluster, TimeProvider.System, token, cancellationToken);

    /// <summary>Connects to a cluster with a name of its own.</summary>
    /// <param name="endpoint">Address and port of a gateway.</param>
    /// <param name="cluster">Name of the cluster and its service.</param>
    /// <param name="clock">Times the renewal of subscriptions.</param>
    /// <param name="token">A token, needed where there are accounts; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FormatException">The text is not an address with a port.</exception>
    /// <exception cref="FastOdeUnavailableException">Nobody answers there.</exception>
    /// <exception cref="FastOdeVersionException">Who answers there is older than this client.</exception>
    public static async Task<FastOdeClient> ConnectAsync(
        string endpoint, string cluster, TimeProvider clock, string? token, CancellationToken cancellationToken)
    {
        if (!IPEndPoint.TryParse(endpoint, out var address) || address.Port == 0)
            throw new FormatException($"'{endpoint}' is not an address with a port; expected one such as {DefaultEndpoint}");
        return await Connect(
            client =>
            {
                client.UseStaticClustering(address);
                client.AddOutgoingGrainCallFilter(new FailureFilter(endpoint));
            },
            new() { Where = endpoint, Cluster = cluster, Clock = clock, Token = token, Explain = failure => new FastOdeUnavailableException(endpoint, failure) },
            cancellationToken);
    }

    /// <summary>Connects to the cluster of a PostgreSQL database: to whichever of its control processes answers, and to another when that one dies.</summary>
    /// <param name="options">Which cluster, and how long to wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FormatException">The text is no connection string.</exception>
    /// <exception cref="ClusterConnectionException">The cluster is not reached, also later, by any call; it says what keeps the program from it.</exception>
    /// <exception cref="FastOdeVersionException">The cluster is older than this client.</exception>
    public static async Task<FastOdeClient> ConnectClusterAsync(ClusterConnectionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var connection = new ClusterConnection(options, DefaultCluster);
        try
        {
            return await connection.Within(
                limited => Connect(
                    connection.AddTo,
                    new() { Where = connection.Name, Cluster = DefaultCluster, Clock = options.Clock, Token = options.Token, Explain = connection.Explain, Owned = connection },
                    limited),
                cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Submits a spec and starts it.</summary>
    /// <param name="text">The spec, YAML or JSON.</param>
    /// <param name="source">Name of the text in problems.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SpecRefusedException">The spec has problems; nothing was stored.</exception>
    public Task<ExperimentHandle> SubmitAsync(string text, string source = "spec", CancellationToken cancellationToken = default) =>
        SubmitAsync(text, source, SubmissionKey.New(), cancellationToken);

    /// <summary>Submits a spec under a key of the caller's and starts it, or finds what was stored under the key before.</summary>
    /// <param name="text">The spec, YAML or JSON.</param>
    /// <param name="source">Name of the text in problems.</param>
    /// <param name="key">Names the submission; a program that keeps it may ask again after a crash of its own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SpecRefusedException">The spec has problems; nothing was stored.</exception>
    public async Task<ExperimentHandle> SubmitAsync(string text, string source, string key, CancellationToken cancellationToken)
    {
        var outcome = await SpecSubmission.Send(Catalog, text, source, key, cancellationToken);
        return outcome.ExperimentId is { } id ? Experiment(id) : throw new SpecRefusedException(outcome.Problems);
    }

    /// <summary>Submits an experiment that was made in code and starts it.</summary>
    /// <param name="spec">The experiment; its text is written from it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SpecRefusedException">It has problems; nothing was stored.</exception>
    public Task<ExperimentHandle> SubmitAsync(ExperimentSpec spec, CancellationToken cancellationToken = default) =>
        SubmitAsync(SpecWriter.Write(spec), "code", cancellationToken);

    /// <summary>Submits a spec file and starts it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="SpecRefusedException">The spec has problems; nothing was stored.</exception>
    public async Task<ExperimentHandle> SubmitFileAsync(string path, CancellationToken cancellationToken = default) =>
        await SubmitAsync(await File.ReadAllTextAsync(path, cancellationToken), path, cancellationToken);

    /// <summary>Reads a spec, and looks whether the experiments and trials that it names are there, without storing anything.</summary>
    public Task<SpecReading> ValidateAsync(string text, string source = "spec", CancellationToken cancellationToken = default) =>
        Catalog.Validate(text, source).WaitAsync(cancellationToken);

    /// <summary>A handle on an existing experiment; whether it exists shows on first use.</summary>
    public ExperimentHandle Experiment(long id) => new(id, cluster, clock);

    /// <summary>A handle on an existing trial; whether it exists shows on first use.</summary>
    /// <param name="id">The trial, <c>{experiment}-{number}</c>.</param>
    public TrialHandle Trial(string id) => new(id, cluster, clock);

    /// <summary>The slots and what runs on them.</summary>
    public Task<SchedulerStatus> SlotsAsync(CancellationToken cancellationToken = default) =>
        cluster.GetGrain<ISlotSchedulerGrain>(0).Status().WaitAsync(cancellationToken);

    /// <summary>Disconnects; experiments go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        await Dispose(host);
        if (owned is not null)
            await owned.DisposeAsync();
    }

    private IExperimentCatalogGrain Catalog => cluster.GetGrain<IExperimentCatalogGrain>(0);

    private static async Task<FastOdeClient> Connect(Action<IClientBuilder> find, Target target, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.UseOrleansClient(client =>
        {
            find(client);
            client.AddOutgoingGrainCallFilter(new CallerFilter(target.Token));

            // Whoever waits for a process to come up tries again himself; a wrong address is told at once.
            client.UseConnectionRetryFilter((_, _) => Task.FromResult(false));
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (target.Cluster, target.Cluster));
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            var connected = host.Services.GetRequiredService<IClusterClient>();
            return new(host, connected, await Describe(connected, target.Where, cancellationToken), target);
        }
        catch (Exception error) when (error is OrleansException or IOException)
        {
            await Dispose(host);
            throw target.Explain(error);
        }
        catch
        {
            await Dispose(host);
            throw;
        }
    }

    private static async Task<ServerDescription> Describe(IClusterClient cluster, string endpoint, CancellationToken cancellationToken)
    {
        ServerDescription server;
        try
        {
            server = await cluster.GetGrain<IServerGrain>(0).Describe().WaitAsync(cancellationToken);
        }
        catch (ArgumentException)
        {
            // What a client says of a grain that no silo of the cluster has.
            throw new FastOdeVersionException(endpoint, null);
        }

        return server.Edition >= ServerDescription.CurrentEdition ? server : throw new FastOdeVersionException(endpoint, server.Version);
    }

    private static async ValueTask Dispose(IHost host)
    {
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            host.Dispose();
    }

    /// <summary>What is connected to.</summary>
    private sealed record Target
    {
        /// <summary>What it is called in messages.</summary>
        public required string Where { get; init; }

        /// <summary>Name of the cluster and its service.</summary>
        public required string Cluster { get; init; }

        /// <summary>Times the renewal of subscriptions.</summary>
        public required TimeProvider Clock { get; init; }

        /// <summary>A token; null for none.</summary>
        public required string? Token { get; init; }

        /// <summary>Says what a failure means.</summary>
        public required Func<Exception, Exception> Explain { get; init; }

        /// <summary>What ends with the client; null for nothing.</summary>
        public IAsyncDisposable? Owned { get; init; }
    }
}

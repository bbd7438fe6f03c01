using System.Data.Common;
using System.Net;
using FastOde.Grains;
using FastOde.Grains.Trainers;
using FastOde.Storage.Postgres;
using Orleans.Configuration;

namespace FastOde.Silo.Hosting.Clustering;

/// <summary>Makes the process a silo: one by itself, or one of a cluster that find each other by their database.</summary>
internal static class SiloSetup
{
    /// <summary>Configures the silo.</summary>
    public static void Configure(ISiloBuilder silo, HostSettings settings)
    {
        var gatewayPort = settings.GatewayPort == 0 ? LoopbackPort.Any() : settings.GatewayPort;
        if (settings.Cluster is { } cluster)
            Join(silo, settings, cluster, gatewayPort);
        else
            Stand(silo, settings, gatewayPort);
    }

    private static void Stand(ISiloBuilder silo, HostSettings settings, int gatewayPort)
    {
        silo.UseLocalhostClustering(LoopbackPort.Any(), gatewayPort);
        silo.AddFastOdeGrains(new FastOdeGrainsOptions
        {
            Slots = new SlotOptions { Count = settings.Slots, Threads = settings.Threads },
            Reserve = settings.Reserve,
            UserTrials = settings.UserTrials,
            AuditAge = settings.AuditAge,
            TrainerProcess = settings.Isolates ? TrainerProcesses.Describe(settings) : null,
            // Each command says itself what goes on.
            ResumesUnfinished = false,
        });
    }

    private static void Join(ISiloBuilder silo, HostSettings settings, ClusterSettings cluster, int gatewayPort)
    {
        var isTrainer = cluster.Role == SiloRole.Trainer;
        var port = cluster.SiloPort == 0 ? LoopbackPort.Any() : cluster.SiloPort;
        FindEachOther(silo, settings.Database!);
        silo.Configure<EndpointOptions>(endpoints =>
        {
            endpoints.AdvertisedIPAddress = cluster.Address;
            endpoints.SiloPort = port;

            // Programs ask for experiments, and trainers have none. What they say is not encrypted.
            endpoints.GatewayPort = isTrainer ? 0 : gatewayPort;
            endpoints.GatewayListeningEndpoint = isTrainer ? null : new IPEndPoint(IPAddress.Loopback, gatewayPort);
        });
        cluster.Tls?.Secure(silo);
        silo.Services.AddSingleton(services => new MemberCheck(
            cluster.Secret, cluster.Tls, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<MemberCheck>>()));
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<MemberCheck>((connections, members) => members.AddTo(connections));
        silo.AddFastOdeGrains(new FastOdeGrainsOptions
        {
            Role = cluster.Role,
            Reserve = settings.Reserve,
            UserTrials = settings.UserTrials,
            AuditAge = settings.AuditAge,
            Slots = new SlotOptions
            {
                Count = isTrainer ? settings.Slots : 0,
                Threads = settings.Threads,
                // Several trainers may be on one machine.
                Host = FormattableString.Invariant($"{Environment.MachineName}:{port}"),
            },
            TrainerProcess = settings.Isolates ? TrainerProcesses.Describe(settings) : null,
            Times = ClusterTimes.Scheduling,
            OwnsDatabase = false,
            ResumesUnfinished = !isTrainer,
        });
    }

    private static void FindEachOther(ISiloBuilder silo, PostgresAddress database)
    {
        silo.Services.AddSingleton(_ => database.CreateSource());
        silo.UseAdoNetClustering(clustering => clustering.Configure<DbDataSource>((options, source) =>
            (options.Invariant, options.DataSource) = ("Npgsql", source)));
        silo.Configure<ClusterMembershipOptions>(ClusterTimes.Configure);
        silo.Services.AddSingleton<IFatalErrorHandler, CountedAsDead>();
    }
}

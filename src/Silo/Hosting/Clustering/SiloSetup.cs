using System.Data.Common;
using System.Net;
using FastOde.FlowMatching.Devices;
using FastOde.Grains;
using FastOde.Grains.Devices;
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
            Slots = settings.SlotOptions,
            Gpus = Gpus(settings),
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

            // Programs ask for experiments, and trainers have none.
            endpoints.GatewayPort = isTrainer ? 0 : gatewayPort;
            endpoints.GatewayListeningEndpoint = isTrainer ? null : new IPEndPoint(cluster.Address, gatewayPort);
        });
        if (!isTrainer && !cluster.Address.Equals(IPAddress.Loopback))
            GatewayListeners.AddTo(silo, new IPEndPoint(cluster.Address, gatewayPort));
        silo.Services.AddSingleton(services => new MemberCheck(
            cluster.Secret, cluster.Tls, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<MemberCheck>>()));
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<MemberCheck>((connections, members) => members.AddTo(connections));
        silo.AddFastOdeGrains(new FastOdeGrainsOptions
        {
            Role = cluster.Role,
            Reserve = settings.Reserve,
            UserTrials = settings.UserTrials,
            AuditAge = settings.AuditAge,
            Slots = settings.SlotOptions with
            {
                Count = isTrainer ? settings.Slots : 0,
                // Several trainers may be on one machine.
                Host = FormattableString.Invariant($"{Environment.MachineName}:{port}"),
            },
            Gpus = Gpus(settings),
            TrainerProcess = settings.Isolates ? TrainerProcesses.Describe(settings) : null,
            Times = ClusterTimes.Scheduling,
            OwnsDatabase = false,
            ResumesUnfinished = !isTrainer,
        });
    }

    private static GpuOptions Gpus(HostSettings settings) => new()
    {
        IsUsable = LibtorchLocation.HasCuda,
        Memory = settings.DeviceMemory,
        Visible = Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES"),
        IsNumberedByBus = GpuNumbering.IsByBus,
    };

    private static void FindEachOther(ISiloBuilder silo, PostgresAddress database)
    {
        silo.Services.AddSingleton(_ => database.CreateSource());
        silo.UseAdoNetClustering(clustering => clustering.Configure<DbDataSource>((options, source) =>
            (options.Invariant, options.DataSource) = ("Npgsql", source)));
        silo.Configure<ClusterMembershipOptions>(ClusterTimes.Configure);
        silo.Services.AddSingleton<IFatalErrorHandler, CountedAsDead>();
    }
}

using System.Net;
using FastOde.Contracts.Access;
using FastOde.Dashboard;
using FastOde.FlowMatching.Training;
using FastOde.Grains;
using FastOde.Grains.Access;
using FastOde.Silo.Access;
using FastOde.Silo.Api;
using FastOde.Silo.Health;
using FastOde.Silo.Logging;
using FastOde.Silo.Hosting.Clustering;
using FastOde.Silo.Output;
using FastOde.Silo.Telemetry;
using FastOde.Storage;
using FastOde.Storage.Access;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Experiments;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace FastOde.Silo.Hosting;

/// <summary>Silo, trainers and dashboard in one process.</summary>
internal sealed class FastOdeHost : IAsyncDisposable
{
    /// <summary>Long enough for every running attempt to finish a step or an evaluation and write a checkpoint.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromMinutes(2);

    private readonly WebApplication application;
    private readonly DataDirectoryLock ownership;

    private FastOdeHost(WebApplication application, DataDirectoryLock ownership)
    {
        this.application = application;
        this.ownership = ownership;
    }

    /// <summary>What the process is composed of.</summary>
    public IServiceProvider Services => application.Services;

    /// <summary>Where the dashboard answers.</summary>
    public string Address => application.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Where programs and the commands that work on a running process connect.</summary>
    public string Gateway => FormattableString.Invariant($"127.0.0.1:{application.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.GatewayPort}");

    /// <summary>Calls grains as the user who has started this process.</summary>
    /// <param name="calls">The calls.</param>
    public Task<T> AsLocal<T>(Func<Task<T>> calls) => CallerContext.As(Services.GetRequiredService<LocalCaller>().Caller, calls);

    /// <summary>Starts everything, or nothing: ports are looked at before the data directory is touched.</summary>
    /// <exception cref="CommandFailure">A port or the data directory cannot be used.</exception>
    /// <exception cref="StorageException">The database cannot be used.</exception>
    public static async Task<FastOdeHost> Start(HostSettings settings, CancellationToken cancellationToken)
    {
        FileHandles.Require();
        LoopbackPort.Require(settings.Door.Address, settings.Port, "--port", "dashboard");
        if (settings.Cluster is not { Role: SiloRole.Trainer })
        {
            LoopbackPort.Require(IPAddress.Loopback, settings.GatewayPort, "--gateway-port", "automation clients");
            if (settings.Cluster is { Address: var reached } && !reached.Equals(IPAddress.Loopback))
                LoopbackPort.Require(reached, settings.GatewayPort, "--gateway-port", "automation clients");
        }

        LoopbackPort.Require(settings.Cluster?.Address ?? IPAddress.Loopback, settings.Cluster?.SiloPort ?? 0, "--silo-port", "other processes of the cluster");
        LibtorchLocation.Prepare();
        var data = new DataDirectory(settings.DataDirectory);
        var ownership = settings.Cluster is null ? data.Lock() : data.Share();
        WebApplication? application = null;
        try
        {
            application = Build(settings, data);
            await application.Services.GetRequiredService<DatabaseInitializer>().Initialize(cancellationToken);
            await settings.Door.RequireAdmin(application.Services.GetRequiredService<IAccountStore>(), cancellationToken);
            await MentionOrphans(application.Services.GetRequiredService<IExperimentStore>(), data, cancellationToken);
            await application.StartAsync(cancellationToken);
            var host = new FastOdeHost(application, ownership);

            // The processes of a cluster share the directory, and each answers on a machine of its own.
            if (settings.Cluster is null)
                ownership.Announce(host.Gateway);
            return host;
        }
        catch (Exception failure)
        {
            if (application is not null)
                await application.DisposeAsync();
            ownership.Dispose();

            // Somebody took the port between the look at it and its use.
            if (failure is IOException { InnerException: AddressInUseException })
                throw new CommandFailure(ExitCode.Environment, $"{failure.Message.TrimEnd('.')}; choose another port with --port N or --gateway-port N");
            throw;
        }
    }

    /// <summary>Stops running attempts after a checkpoint, then everything else, and lets go of the data directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await application.StopAsync(CancellationToken.None);
        await application.DisposeAsync();
        ownership.Dispose();
    }

    private static async Task MentionOrphans(IExperimentStore experiments, DataDirectory data, CancellationToken cancellationToken)
    {
        var orphans = await experiments.Orphans(cancellationToken);
        if (orphans.Count > 0)
            await Console.Error.WriteLineAsync($"note: {OrphanedFolders.Describe(data.ArtifactsPath, orphans)}; {OrphanedFolders.Cure}");
    }

    private static WebApplication Build(HostSettings settings, DataDirectory data)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // The working directory is the user's folder: neither settings nor web assets are looked for there.
            ContentRootPath = AppContext.BaseDirectory,
        });
        HostLogging.Configure(builder.Logging, settings.Verbose, settings.Cluster is not null);
        if (settings.Log is { } log)
            LogFile.Add(builder.Logging, log);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Without this the environment could add addresses that other machines reach.
            kestrel.Configure();
            settings.Door.Listen(kestrel, settings.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = DashboardHosting.LargestMessage;
        });
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);

        // For editing assets under a running process; it packs them anew for each request, and CSS not at all.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        Compose(builder, settings, data);

        var application = builder.Build();
        OwnPages.Require(application, settings.Door.Names);
        application.MapHealth();
        application.MapPrometheusScrapingEndpoint(TelemetryServices.Path);
        if (settings.Cluster is not { Role: SiloRole.Trainer })
        {
            application.MapFastOdeDashboard();
            application.MapRestApi();
        }

        return application;
    }

    private static void Compose(WebApplicationBuilder builder, HostSettings settings, DataDirectory data)
    {
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService(services => new FreedMemory(services.GetRequiredService<TimeProvider>(), NativeAllocator.Trim));
        builder.Services.AddHealth();
        builder.Services.AddTelemetry();
        builder.Services.AddFastOdeStorage(data, settings.Storage);
        builder.Services.AddFastOdeDashboard();
        builder.Services.AddRestApi();
        DashboardKeys.AddTo(builder, data);
        AccessSetup.AddTo(builder.Services, data, settings.Door);
        builder.UseOrleans(silo => SiloSetup.Configure(silo, settings));
    }
}

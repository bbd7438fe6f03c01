using FastOde.Contracts.Servers;
using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Metrics.Features;
using FastOde.FlowMatching.Training;
using FastOde.Grains.Access;
using FastOde.Grains.Attempts;
using FastOde.Grains.Devices;
using FastOde.Grains.Experiments;
using FastOde.Grains.Hosting;
using FastOde.Grains.Isolation;
using FastOde.Grains.Notices;
using FastOde.Grains.OnDemand;
using FastOde.Grains.Programs;
using FastOde.Grains.Scheduling;
using FastOde.Grains.Servers;
using FastOde.Grains.Specs;
using FastOde.Grains.Trainers;
using FastOde.Search.Samplers;
using FastOde.Specs;
using FastOde.Specs.Reading;
using FastOde.Storage.Directories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Serialization;

namespace FastOde.Grains;

/// <summary>Adds the platform to a silo.</summary>
public static class GrainServices
{
    /// <summary>Grains whose places a silo remembers: far more than run or wait in line at a time.</summary>
    private const int KnownGrains = 10_000;

    /// <summary>
    /// Adds what grains need, the runner with its slots, the heartbeat, the watch over leases and recovery after a
    /// crash. Storage must be registered too (<c>AddFastOdeStorage</c>) and its database initialised before the silo
    /// starts.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="options">Slots, times and recovery; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of slots or threads is too small.</exception>
    public static ISiloBuilder AddFastOdeGrains(this ISiloBuilder silo, FastOdeGrainsOptions? options = null)
    {
        options ??= new();
        _ = options.Slots.Describe(1);

        // Every trial has a grain; a place for a million of them is what the default would keep after they have ended.
        silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = KnownGrains);
        var services = silo.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(options.Slots);
        services.AddSingleton(options.Times);
        services.AddSingleton(new QueuePolicy(options.UserTrials));
        services.AddSingleton<ISpecReader, YamlSpecReader>();
        services.AddSingleton(provider => new SpecForm(SpecWords.Schema, topic => SpecNames.Of(topic, provider.GetRequiredService<ImageDatasetStore>())));
        services.AddSingleton(provider => new SpecCompletion(SpecWords.Schema, topic => SpecNames.Of(topic, provider.GetRequiredService<ImageDatasetStore>())));
        services.TryAddSingleton(SamplerCatalog.Standard);
        AddTraining(services);
        services.AddSingleton<IAttemptProgram, FunctionProgram>();
        services.AddSingleton<Teachers>();
        services.AddSingleton<EarlierExperiments>();
        services.AddSingleton<ProposalChecks>();
        services.AddSingleton<SweepEstimates>();
        if (options.TrainerProcess is { } process)
            services.AddSingleton<IAttemptProgram>(provider => new IsolatedTraining(process, provider.GetRequiredService<Serializer<TrainerMessage>>()));
        else
            services.AddSingleton<IAttemptProgram, TrainingProgram>();
        services.AddSingleton<AttemptPreparation>();
        services.TryAddSingleton<IDiskSpace, DiskSpace>();
        services.AddSingleton<DiskReserve>();
        services.AddMetrics();
        services.AddSingleton<TrainerRunner>();
        services.AddSingleton<SlotTelemetry>();
        services.TryAddSingleton(options.Gpus);
        AddDevices(services);
        AddOnDemand(services);
        services.AddSingleton<LeaseMonitor>();
        services.AddSingleton<LostExperiments>();
        services.AddSingleton<RetentionSweep>();
        services.AddSingleton<RemovalSweep>();
        services.AddSingleton<AuditSweep>();
        services.AddSingleton(options.Webhooks);
        services.AddSingleton<WebhookDelivery>();
        services.AddSingleton<IServerSettings, ServerSettingsReader>();
        services.AddSingleton<NoticeRelay>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, TrainerLifecycle>();
        HostedGrains.Restrict(services, options.Role);
        services.AddAccessGate().AddWebhooks();
        return silo
            .AddIncomingGrainCallFilter<ChangeFilter>()
            .UseSiloMetadata(new Dictionary<string, string> { [SlotPlacementDirector.HostKey] = options.Slots.Host })
            .AddPlacementDirector<SlotPlacement, SlotPlacementDirector>();
    }

    /// <summary>Adds what a process needs that runs the attempts of one slot for a silo (<see cref="FastOdeGrainsOptions.TrainerProcess"/>).</summary>
    /// <param name="services">The container of that process, with its logging.</param>
    /// <param name="directory">The silo's data directory.</param>
    /// <param name="threads">CPU threads of the slot.</param>
    /// <param name="input">Where the silo's messages come from.</param>
    /// <param name="output">Where messages to the silo go.</param>
    public static IServiceCollection AddTrainerProcess(
        this IServiceCollection services, DataDirectory directory, int threads, Stream input, Stream output)
    {
        services.AddSingleton(directory);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSerializer();
        AddTraining(services);
        services.AddSingleton<IAttemptProgram, TrainingProgram>();
        return services.AddSingleton(provider => new TrainerProcessHost(
            provider.GetServices<IAttemptProgram>(),
            new MessageStream(input, output, provider.GetRequiredService<Serializer<TrainerMessage>>()),
            threads,
            provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddDevices(IServiceCollection services)
    {
        services.TryAddSingleton<IGpuReader>(provider => NvidiaSmi.OnPath(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IMachineReader>(new LinuxMachine("/proc"));
        services.AddSingleton<DeviceTelemetry>();
        services.AddSingleton<OfferedGpus>();
        services.AddSingleton<DeviceWatch>();
    }

    private static void AddOnDemand(IServiceCollection services)
    {
        services.AddSingleton<TrainedTrials>();
        services.AddSingleton<TrialSampling>();
        services.AddSingleton<OnDemandThread>();
        services.AddSingleton<SamplingDesk>();
        services.AddSingleton<TrialEvaluation>();
        services.AddSingleton<EvaluationDesk>();
    }

    private static void AddTraining(IServiceCollection services)
    {
        services.AddSingleton(provider => new ImageDatasetStore(provider.GetRequiredService<DataDirectory>().DatasetsPath));
        services.AddSingleton(provider => new FeatureExtractors(provider.GetRequiredService<DataDirectory>().FeaturesPath));
        services.AddSingleton<DatasetSource>();
        services.AddSingleton<EnvironmentOfTrial>();
        services.AddSingleton(provider => new Trainer(provider.GetRequiredService<DatasetSource>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PairSource>();
        services.AddSingleton<TeacherNetworkSource>();
    }
}

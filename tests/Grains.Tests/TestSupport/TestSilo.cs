using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trainers;
using FastOde.Grains.Attempts;
using FastOde.Grains.Scheduling;
using FastOde.Storage;
using FastOde.Storage.Database;
using FastOde.Storage.Directories;
using FastOde.Storage.Trials;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>A silo, or several, with slots on a SQLite database in a directory.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    /// <summary>Short, so that nothing in a test waits for long.</summary>
    public static readonly SchedulingTimes Times = new()
    {
        Heartbeat = TimeSpan.FromSeconds(0.1),
        Lease = TimeSpan.FromSeconds(3),
        LeaseCheck = TimeSpan.FromSeconds(0.2),
        SlotSilence = TimeSpan.FromSeconds(5),
        Reconcile = TimeSpan.FromSeconds(1),
        TakeOver = TimeSpan.FromSeconds(0.2),
        Devices = TimeSpan.FromSeconds(0.1),
        FirstRest = TimeSpan.FromSeconds(0.1),
        LongestRest = TimeSpan.FromSeconds(1),
    };

    private readonly InProcessTestCluster cluster;

    private TestSilo(InProcessTestCluster cluster) => this.cluster = cluster;

    public IGrainFactory Grains => cluster.Client;

    public IServiceProvider Services => cluster.Silos[0].ServiceProvider;

    public IResultQueries Results => Services.GetRequiredService<IResultQueries>();

    public ITrialStore Trials => Services.GetRequiredService<ITrialStore>();

    public ISlotSchedulerGrain Scheduler => Grains.GetGrain<ISlotSchedulerGrain>(0);

    /// <summary>Starts a silo.</summary>
    /// <param name="directory">Its data directory.</param>
    /// <param name="program">What attempts run; null for the product's programs.</param>
    /// <param name="slots">Slots of each silo.</param>
    /// <param name="configure">Further services, registered before the product's.</param>
    /// <param name="silos">Silos, all on the same database.</param>
    /// <param name="resumes">Whether unfinished experiments go on by themselves.</param>
    public static async Task<TestSilo> Start(
        string directory,
        IAttemptProgram? program = null,
        int slots = 2,
        Action<ISiloBuilder>? configure = null,
        short silos = 1,
        bool resumes = true)
    {
        var data = new DataDirectory(directory);
        data.Prepare();
        await using (var storage = new ServiceCollection().AddLogging().AddFastOdeStorage(data).BuildServiceProvider())
            await storage.GetRequiredService<DatabaseInitializer>().Initialize(TestContext.Current.CancellationToken);

        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((options, silo) =>
        {
            if (program is not null)
                silo.Services.AddSingleton(program);
            silo.Services.AddFastOdeStorage(data);
            configure?.Invoke(silo);
            silo.AddFastOdeGrains(new()
            {
                Slots = new() { Count = slots, Host = options.SiloName },
                Times = Times,
                OwnsDatabase = silos == 1,
                ResumesUnfinished = resumes,
            });
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster);
    }

    /// <summary>Stops one silo as an orderly shutdown does.</summary>
    public Task Stop(string name) => cluster.StopSiloAsync(cluster.Silos.Single(silo => silo.Name == name));

    /// <summary>Submits a spec that is known to be right.</summary>
    public async Task<long> Submit(string spec)
    {
        var outcome = await Grains.GetGrain<IExperimentCatalogGrain>(0).Submit(spec, "test", SubmissionKey.New());
        Assert.Empty(outcome.Problems);
        return outcome.ExperimentId!.Value;
    }

    public IExperimentGrain Experiment(long id) => Grains.GetGrain<IExperimentGrain>(id);

    public Task<TrialDetail> Trial(string id) => Results.Trial(id, TestContext.Current.CancellationToken)!;

    /// <summary>Waits until an experiment is in a state and returns its summary.</summary>
    public Task<ExperimentSummary> Reaches(long id, ExperimentState state) =>
        Eventually.Gets(Experiment(id).Summary, summary => summary.State == state, $"experiment {id} is {state}");

    /// <summary>Waits until the store has a trial in a state and returns it.</summary>
    public Task<TrialDetail> Reaches(string trialId, TrialState state) =>
        Eventually.Gets(() => Trial(trialId), trial => trial.Summary.State == state, $"trial {trialId} is {state}");

    /// <summary>Stops the silo as an orderly shutdown does.</summary>
    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }
}

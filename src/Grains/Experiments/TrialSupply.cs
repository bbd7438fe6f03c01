using FastOde.Contracts.Results;
using FastOde.Contracts.Trainers;
using FastOde.Grains.Specs;
using FastOde.Search.Samplers;
using FastOde.Specs.Pruners;
using FastOde.Storage.Experiments;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Experiments;

/// <summary>
/// Asks for the trials of an experiment and stores them by their numbers. Whoever activates next after a crash asks again for
/// those that were not stored, and is told the same.
/// </summary>
/// <param name="store">Where they are stored.</param>
/// <param name="samplers">Who is asked.</param>
/// <param name="grains">Who knows how many slots there are.</param>
/// <param name="logger">Is told of a search that ends early.</param>
internal sealed class TrialSupply(IExperimentStore store, SamplerCatalog samplers, IGrainFactory grains, ILogger logger)
{
    // Trials in line cost an activation each; more than any machine has slots would only cost memory.
    private const int LongestLine = 256;

    // Stored ahead, so that a slot never waits for the store.
    private const int Ahead = 512;

    // Stored at a time: few enough that other writes do not wait for long.
    private const int AddedAtATime = 1000;

    private (TrialPlanner Planner, IReadOnlyList<Addition> Additions)? planned;
    private IReadOnlyList<EarlierResult>? earlier;

    /// <summary>
    /// Most trials that run or wait in line. Where results decide which of those that were stopped goes on, nobody stands in line
    /// before a slot can take them.
    /// </summary>
    public Task<int> Line(ExperimentDetail experiment) =>
        experiment.Spec.Search.Pruner is NoPruningSpec ? Task.FromResult(Most(experiment)) : AsManyAsSlots(experiment);

    /// <summary>The line that trials are stored for, and how many are stored ahead of it: none before a slot can take them where results decide what they are.</summary>
    public async Task<(int Line, int Stock)> Wanted(ExperimentDetail experiment) =>
        (await Planner(experiment)).Learns ? (await AsManyAsSlots(experiment), 0) : (await Line(experiment), Ahead);

    /// <summary>Stores trials that come next.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="room">Most trials.</param>
    /// <param name="known">The trials before them.</param>
    /// <returns>The new trials as they are stored. None where the experiment was cancelled; null where the search has no more.</returns>
    public async Task<IReadOnlyList<TrialSummary>?> Add(ExperimentDetail experiment, int room, IReadOnlyDictionary<int, TrialSummary> known)
    {
        var id = experiment.Summary.Id;
        var planner = await Planner(experiment);
        var next = await Task.Run(() => planner.Next(Math.Min(room, AddedAtATime), known));
        if (next.Count > 0)
            return await store.AddTrials(id, known.Count + 1, next, CancellationToken.None);
        await store.EndPlanning(id, CancellationToken.None);
        logger.LogInformation("The search of experiment {Experiment} has tried all that its space holds: it ends with {Trials} trials", id, known.Count);
        return null;
    }

    /// <summary>Who says what the trials are, with what was added so far.</summary>
    public async Task<TrialPlanner> Planner(ExperimentDetail experiment)
    {
        if (planned is { } made && ReferenceEquals(made.Additions, experiment.Additions))
            return made.Planner;
        earlier ??= experiment.Spec.Search.From.Count == 0 ? [] : await store.Earlier(experiment.Summary.Id, CancellationToken.None);
        var planner = await Task.Run(() => Planner(experiment, experiment.Additions));
        planned = (planner, experiment.Additions);
        return planner;
    }

    /// <summary>Who says what the trials would be with other additions.</summary>
    public TrialPlanner Planner(ExperimentDetail experiment, IReadOnlyList<Addition> additions) => new(experiment.Spec, samplers, additions, earlier);

    /// <summary>What is said of its sampler.</summary>
    public SamplerAttribute About(ExperimentDetail experiment) => samplers.About(experiment.Spec.Search.Sampler);

    private static int Most(ExperimentDetail experiment) => experiment.Limits.ConcurrentTrials ?? LongestLine;

    private async Task<int> AsManyAsSlots(ExperimentDetail experiment) =>
        Math.Min(Most(experiment), Math.Max(1, (await grains.GetGrain<ISlotSchedulerGrain>(0).Status()).Slots.Count));
}

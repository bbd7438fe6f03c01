using FastOde.Contracts.Results;
using FastOde.Contracts.Trainers;
using FastOde.Grains.Specs;
using FastOde.Search.Samplers;
using FastOde.Specs;
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

    private TrialPlanner? planner;

    /// <summary>
    /// Most trials that run or wait in line. Where results decide which of those that were stopped goes on, nobody stands in line
    /// before a slot can take them.
    /// </summary>
    public Task<int> Line(ExperimentSpec spec) => spec.Search.Pruner is NoPruningSpec ? Task.FromResult(Most(spec)) : AsManyAsSlots(spec);

    /// <summary>The line that trials are stored for, and how many are stored ahead of it: none before a slot can take them where results decide what they are.</summary>
    public async Task<(int Line, int Stock)> Wanted(ExperimentSpec spec) =>
        (await Planner(spec)).Learns ? (await AsManyAsSlots(spec), 0) : (await Line(spec), Ahead);

    /// <summary>How many assignments the search was submitted with, at most.</summary>
    public async Task<int> Assignments(ExperimentSpec spec) => (await Planner(spec)).Assignments;

    /// <summary>Stores trials that come next.</summary>
    /// <param name="id">The experiment.</param>
    /// <param name="spec">Its spec.</param>
    /// <param name="room">Most trials.</param>
    /// <param name="known">The trials before them.</param>
    /// <returns>The new trials as they are stored. None where the experiment was cancelled; null where the search has no more.</returns>
    public async Task<IReadOnlyList<TrialSummary>?> Add(long id, ExperimentSpec spec, int room, IReadOnlyDictionary<int, TrialSummary> known)
    {
        var planner = await Planner(spec);
        var next = await Task.Run(() => planner.Next(Math.Min(room, AddedAtATime), known));
        if (next.Count > 0)
            return await store.AddTrials(id, known.Count + 1, next, CancellationToken.None);
        await store.EndPlanning(id, CancellationToken.None);
        logger.LogInformation("The search of experiment {Experiment} has tried all that its space holds: it ends with {Trials} trials", id, known.Count);
        return null;
    }

    private static int Most(ExperimentSpec spec) => spec.Limits.ConcurrentTrials ?? LongestLine;

    private async Task<int> AsManyAsSlots(ExperimentSpec spec) =>
        Math.Min(Most(spec), Math.Max(1, (await grains.GetGrain<ISlotSchedulerGrain>(0).Status()).Slots.Count));

    private async Task<TrialPlanner> Planner(ExperimentSpec spec) => planner ??= await Task.Run(() => new TrialPlanner(spec, samplers));
}

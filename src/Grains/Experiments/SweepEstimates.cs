using FastOde.Contracts.Experiments;
using FastOde.Grains.Specs;
using FastOde.Search.Samplers;
using FastOde.Specs;
using FastOde.Storage.Results;

namespace FastOde.Grains.Experiments;

/// <summary>Says before an experiment is submitted what it would take, as far as earlier trials tell.</summary>
/// <param name="samplers">Where the sampler of a spec is found.</param>
/// <param name="completed">Tells what trials have taken.</param>
internal sealed class SweepEstimates(SamplerCatalog samplers, ICompletedTrials completed)
{
    // Enough that each shape in use is among them; reading them takes some hundredths of a second.
    private const int EarlierTrials = 500;

    // A larger search is judged by assignments spread evenly over it.
    private const int MostAssignments = 300;

    /// <summary>The estimate.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="slots">Slots that it would have, at least one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SweepEstimate> Of(ExperimentSpec spec, int slots, CancellationToken cancellationToken)
    {
        var earlier = (await completed.Latest(EarlierTrials, cancellationToken).ConfigureAwait(false)).ToLookup(trials => TrialShape.Of(trials.Spec));
        var planner = new TrialPlanner(spec, samplers);
        var looked = Math.Min(planner.Assignments, MostAssignments);
        var trials = planner.At(Enumerable.Range(0, looked).Select(place => (int)((long)place * planner.Assignments / looked))).ToList();
        var share = planner.Assignments * spec.Seeds.Count / (double)Math.Max(1, trials.Count);
        var (known, seconds, longest, bytes) = (0.0, 0.0, 0.0, 0.0);
        HashSet<CompletedTrials> used = [];
        foreach (var trial in trials)
        {
            var like = earlier[TrialShape.Of(trial)].ToList();
            if (like.Count == 0)
                continue;
            used.UnionWith(like);
            var one = Mean(like, trials => trials.SecondsPerStep) * trial.Iterations;
            (known, seconds, longest, bytes) = (known + share, seconds + (share * one), Math.Max(longest, one), bytes + (share * Mean(like, trials => trials.Bytes)));
        }

        var count = planner.Assignments * spec.Seeds.Count;
        var atOnce = Math.Max(1, Math.Min(Math.Min(slots, spec.Limits.ConcurrentTrials ?? slots), count));
        return new()
        {
            Trials = count,
            Known = (int)Math.Round(known),
            Earlier = used.Sum(trials => trials.Count),
            AtOnce = atOnce,
            Duration = TimeSpan.FromSeconds(Math.Min(Math.Max(seconds / atOnce, longest), TimeSpan.MaxValue.TotalSeconds / 2)),
            Bytes = (long)Math.Min(bytes, long.MaxValue / 2.0),
        };
    }

    private static double Mean(List<CompletedTrials> all, Func<CompletedTrials, double> value) =>
        all.Sum(trials => trials.Count * value(trials)) / all.Sum(trials => trials.Count);
}

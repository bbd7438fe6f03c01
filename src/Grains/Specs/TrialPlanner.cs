using FastOde.Contracts.Results;
using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Specs;
using FastOde.Storage.Experiments;

namespace FastOde.Grains.Specs;

/// <summary>
/// Says what the trials of an experiment are, by their numbers: every assignment with the first seed, then every assignment
/// with the second, so that a study that is looked at early compares all assignments, if with fewer seeds. The answer is a
/// function of the spec and of the trials before, so that a crash before it is stored costs nothing.
/// </summary>
public sealed class TrialPlanner
{
    private readonly ExperimentSpec spec;
    private readonly ISampler sampler;

    /// <summary>Begins to plan; of a grid whose trials may be equal this takes a while.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="samplers">Where its sampler is found; null for the product's own.</param>
    /// <exception cref="ArgumentException">The spec's search makes no sense, or has more trials than there may be; specs that were read and validated do.</exception>
    public TrialPlanner(ExperimentSpec spec, SamplerCatalog? samplers = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        this.spec = spec;
        sampler = (samplers ?? SamplerCatalog.Standard).Create(spec);
        if (sampler.Total > SearchSpec.MaximumTrials / Math.Max(1, spec.Seeds.Count))
            throw new ArgumentException($"Assignments × seeds are more than {SearchSpec.MaximumTrials} trials; search fewer values or seeds, or draw fewer trials.");
    }

    /// <summary>How many assignments there are.</summary>
    public int Assignments => (int)sampler.Total;

    /// <summary>How many trials there are.</summary>
    public int Trials => Assignments * spec.Seeds.Count;

    /// <summary>Whether suggestions depend on results.</summary>
    public bool Learns => sampler.Learns;

    /// <summary>Some of the trials that come next.</summary>
    /// <param name="take">Most trials; fewer where there are no more.</param>
    /// <param name="stored">The trials before them, by number, without a gap.</param>
    public IReadOnlyList<TrialPlan> Next(int take, IReadOnlyDictionary<int, TrialSummary> stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var first = stored.Count + 1;
        List<TrialPlan> plans = [];
        List<SuggestedTrial> known = Learns && first <= Assignments ? [.. stored.Values.Select(Known)] : [];
        for (var number = first; number <= Math.Min(Trials, (long)stored.Count + take); number++)
        {
            if (number <= Assignments)
                plans.Add(Suggest(number, known));
            else
                plans.Add(Repeat(number, first, stored, plans));
        }

        return plans;
    }

    /// <summary>What some assignments run, without what others came to; for samplers that do not learn.</summary>
    /// <param name="places">Places of the assignments, from 0.</param>
    public IEnumerable<TrialSpec> At(IEnumerable<int> places) => places.Select(place => spec.Template.With(sampler.Next(new() { Suggested = place }).ToDictionary()));

    private TrialPlan Suggest(int number, List<SuggestedTrial> known)
    {
        var assignment = sampler.Next(new() { Suggested = number - 1, Trials = [.. known] });
        var pending = known.Where(trial => trial.Outcome == TrialOutcome.Unfinished).Select(trial => trial.Number);
        var plan = new TrialPlan(assignment.ToDictionary(), spec.Seeds[0], spec.Template.With(assignment.ToDictionary())) { Pending = Learns ? [.. pending] : null };
        if (Learns)
            known.Add(new(number, assignment, TrialOutcome.Unfinished, null));
        return plan;
    }

    /// <summary>A further seed of an assignment. What it runs is made once for all of its seeds that are planned together.</summary>
    private TrialPlan Repeat(int number, int first, IReadOnlyDictionary<int, TrialSummary> stored, List<TrialPlan> plans)
    {
        var seed = spec.Seeds[(number - 1) / Assignments];
        if (number - Assignments >= first)
            return plans[number - Assignments - first] with { Seed = seed, Pending = null };
        var parameters = stored[number - Assignments].Parameters;
        return new(parameters, seed, spec.Template.With(parameters));
    }

    private static SuggestedTrial Known(TrialSummary trial) => new(
        trial.Number,
        new Assignment(trial.Parameters),
        trial.State switch
        {
            TrialState.Queued or TrialState.Running => TrialOutcome.Unfinished,
            TrialState.Completed => TrialOutcome.Completed,
            TrialState.Pruned => TrialOutcome.Pruned,
            _ => TrialOutcome.Failed,
        },
        trial.ObjectiveValue);
}

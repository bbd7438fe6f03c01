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
    private readonly ISampler examples;
    private readonly KnownTrials known;

    /// <summary>Begins to plan; of a grid whose trials may be equal this takes a while.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="samplers">Where its sampler is found; null for the product's own.</param>
    /// <exception cref="ArgumentException">The spec's search makes no sense, or has more trials than there may be; specs that were read and validated do.</exception>
    public TrialPlanner(ExperimentSpec spec, SamplerCatalog? samplers = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        this.spec = spec;
        sampler = (samplers ?? SamplerCatalog.Standard).Create(spec);
        examples = sampler.Learns ? SamplerCatalog.Standard.Create(spec with { Search = spec.Search with { Sampler = "random" } }) : sampler;
        known = new(spec.Objective);
        if (sampler.Total > SearchSpec.MaximumTrials / Math.Max(1, spec.Seeds.Count))
            throw new ArgumentException($"Assignments × seeds are more than {SearchSpec.MaximumTrials} trials; search fewer values or seeds, or draw fewer trials.");
    }

    /// <summary>How many assignments there are at most.</summary>
    public int Assignments => (int)sampler.Total;

    /// <summary>How many trials there are at most.</summary>
    public int Trials => Assignments * spec.Seeds.Count;

    /// <summary>Whether suggestions depend on results.</summary>
    public bool Learns => sampler.Learns;

    /// <summary>Some of the trials that come next; none where the search has ended.</summary>
    /// <param name="take">Most trials; fewer where there are no more.</param>
    /// <param name="stored">The trials before them, by number, without a gap.</param>
    public IReadOnlyList<TrialPlan> Next(int take, IReadOnlyDictionary<int, TrialSummary> stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var first = stored.Count + 1;
        List<TrialPlan> plans = [];
        if (WithFirstSeed(stored) is not { } assignments)
        {
            if (Learns)
                known.Tell(stored.Values);
            while (plans.Count < take && Suggest(first + plans.Count) is { } plan)
                plans.Add(plan);
            if (plans.Count == take)
                return plans;
            assignments = stored.Count + plans.Count;
        }

        for (var number = first + plans.Count; plans.Count < take && number <= (long)assignments * spec.Seeds.Count; number++)
            plans.Add(Repeat(number, assignments, stored, plans));
        return plans;
    }

    /// <summary>What some assignments run; of a search that learns, and so decides later, assignments of its space that are drawn.</summary>
    /// <param name="places">Places of the assignments, from 0.</param>
    public IEnumerable<TrialSpec> At(IEnumerable<int> places) =>
        places.Select(place => examples.Next(new() { Suggested = place })).OfType<Assignment>().Select(assignment => spec.Template.With(assignment.ToDictionary()));

    /// <summary>
    /// How many assignments there came to be: a trial with the second seed is stored only once all of them are. Null while
    /// that is open.
    /// </summary>
    private int? WithFirstSeed(IReadOnlyDictionary<int, TrialSummary> stored)
    {
        if (stored.Count == 0 || stored[stored.Count].Seed == spec.Seeds[0])
            return null;
        var (least, most) = (1, stored.Count);
        while (least < most)
        {
            var middle = (least + most) / 2;
            if (stored[middle].Seed == spec.Seeds[0])
                least = middle + 1;
            else
                most = middle;
        }

        return least - 1;
    }

    private TrialPlan? Suggest(int number)
    {
        if (number > Assignments || sampler.Next(new() { Suggested = number - 1, Trials = Learns ? known.Trials : [] }) is not { } assignment)
            return null;
        var parameters = assignment.ToDictionary();
        var plan = new TrialPlan(parameters, spec.Seeds[0], spec.Template.With(parameters)) { Pending = Learns ? known.Pending : null };
        if (Learns)
            known.Add(number, assignment);
        return plan;
    }

    /// <summary>A further seed of an assignment. What it runs is made once for all of its seeds that are planned together.</summary>
    private TrialPlan Repeat(int number, int assignments, IReadOnlyDictionary<int, TrialSummary> stored, List<TrialPlan> plans)
    {
        var seed = spec.Seeds[(number - 1) / assignments];
        if (number - assignments > stored.Count)
            return plans[number - assignments - stored.Count - 1] with { Seed = seed, Pending = null };
        var parameters = stored[number - assignments].Parameters;
        return new(parameters, seed, spec.Template.With(parameters));
    }
}

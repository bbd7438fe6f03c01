using System.Collections.Immutable;
using FastOde.Contracts.Results;
using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Specs;
using FastOde.Storage.Experiments;

namespace FastOde.Grains.Specs;

/// <summary>
/// Says what the trials of an experiment are, by their numbers: every assignment with the first seed, then every assignment
/// with the second, so that a study that is looked at early compares all assignments, if with fewer seeds. What was added later comes
/// behind that, part by part. The answer is a function of the spec, of the additions and of the trials before, so that a crash before
/// it is stored costs nothing.
/// </summary>
public sealed class TrialPlanner
{
    private readonly ExperimentSpec spec;
    private readonly IReadOnlyList<TrialPart> parts;
    private readonly ISampler sampler;
    private readonly ISampler examples;
    private readonly KnownTrials known;

    /// <summary>Begins to plan; of a grid whose trials may be equal this takes a while.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="samplers">Where its sampler is found; null for the product's own.</param>
    /// <param name="additions">What was added since it was submitted; null for nothing.</param>
    /// <param name="earlier">What its search knew before it began; null for nothing.</param>
    /// <exception cref="ArgumentException">The spec's search makes no sense, or has more trials than there may be; specs that were read and validated do.</exception>
    public TrialPlanner(ExperimentSpec spec, SamplerCatalog? samplers = null, IReadOnlyList<Addition>? additions = null, IReadOnlyList<EarlierResult>? earlier = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        this.spec = spec;
        additions ??= [];
        sampler = (samplers ?? SamplerCatalog.Standard).Create(Grown(spec, additions));
        examples = sampler.Learns ? SamplerCatalog.Standard.Create(spec with { Search = spec.Search with { Sampler = "random" } }) : sampler;
        known = new(spec.Objective, earlier ?? []);
        if (sampler.Total > SearchSpec.MaximumTrials / Math.Max(1, spec.Seeds.Count))
            throw new ArgumentException($"Assignments × seeds are more than {SearchSpec.MaximumTrials} trials; search fewer values or seeds, or draw fewer trials.");
        Assignments = (int)Math.Min(sampler.Total, spec.Search.Trials ?? sampler.Total);
        parts = TrialPart.Of(spec, Assignments, additions);
    }

    /// <summary>How many assignments it was submitted with, at most.</summary>
    public int Assignments { get; }

    /// <summary>How many assignments pruners reckon with: those it was submitted with, or as many as there may be where a program proposes them.</summary>
    public int ExpectedAssignments => sampler.Total == 0 ? SearchSpec.MaximumTrials : Assignments;

    /// <summary>How many assignments there are at most, those that were added among them.</summary>
    public int AllAssignments => (int)sampler.Total;

    /// <summary>How many trials there are at most.</summary>
    public int Trials => Count(ImmutableSortedDictionary<int, TrialSummary>.Empty, hasEnded: false).Trials;

    /// <summary>Whether suggestions depend on results.</summary>
    public bool Learns => sampler.Learns;

    /// <summary>How many trials and assignments there are, and whether the search was to find more of these than it did.</summary>
    /// <param name="stored">The trials that are stored, by number, without a gap.</param>
    /// <param name="hasEnded">Whether the search has found no more than these.</param>
    public (int Trials, int Assignments, bool HasEnded) Count(IReadOnlyDictionary<int, TrialSummary> stored, bool hasEnded)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var (start, firsts, isOver) = (1L, 0, false);
        foreach (var part in parts)
        {
            var count = part.Proposed?.Count ?? part.Only?.Count ?? firsts;
            if (part.Proposed is not null)
                firsts += count;
            if (part.Suggested is { } most)
            {
                count = part.Stored((int)Math.Min(start, int.MaxValue), stored);
                isOver |= count < most && (hasEnded || start + count <= stored.Count);
                count = isOver ? count : most;
                firsts += count;
            }

            start += (long)count * part.Seeds.Count;
        }

        return ((int)Math.Min(start - 1, int.MaxValue), firsts, isOver);
    }

    /// <summary>Some of the trials that come next; none where there are no more.</summary>
    /// <param name="take">Most trials; fewer where there are no more.</param>
    /// <param name="stored">The trials before them, by number, without a gap.</param>
    public IReadOnlyList<TrialPlan> Next(int take, IReadOnlyDictionary<int, TrialSummary> stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        List<TrialPlan> plans = [];
        var (start, firsts, isOver) = (1, new FirstTrials(), false);
        foreach (var part in parts)
        {
            var count = part.Proposed?.Count ?? part.Only?.Count ?? firsts.Count;
            if (part.Proposed is not null)
                firsts.Add(start, count);
            if (part.Suggested is { } most)
            {
                count = part.Stored(start, stored);
                isOver |= count < most && start + count <= stored.Count;
                firsts.Add(start, count);
                if (count < most && !isOver)
                {
                    var suggested = Suggestions(Math.Min(take - plans.Count, most - count), start + count, firsts, stored);
                    firsts.Add(start + count, suggested.Count);
                    plans.AddRange(suggested);
                    count += suggested.Count;
                    isOver = count < most && plans.Count < take;
                }
            }

            var next = stored.Count + plans.Count + 1;
            for (var number = next; plans.Count < take && number < start + ((long)count * part.Seeds.Count); number++)
            {
                var (seed, place) = Math.DivRem(number - start, count);
                plans.Add(seed == 0 && part.Proposed is { } proposed
                    ? new(proposed[place], part.Seeds[0], spec.Template.With(proposed[place]))
                    : Repeat(part.Seeds[seed], Source(part, firsts, start, place), stored, plans));
            }

            if (plans.Count >= take)
                break;
            start += count * part.Seeds.Count;
        }

        return plans;
    }

    /// <summary>What some assignments run; of a search that learns, and so decides later, assignments of its space that are drawn.</summary>
    /// <param name="places">Places of the assignments, from 0.</param>
    public IEnumerable<TrialSpec> At(IEnumerable<int> places) =>
        places.Select(place => examples.Next(new() { Suggested = place })).OfType<Assignment>().Select(assignment => spec.Template.With(assignment.ToDictionary()));

    /// <summary>The spec as if it had been submitted with the trials that were added; a sampler draws the same, and more.</summary>
    private static ExperimentSpec Grown(ExperimentSpec spec, IReadOnlyList<Addition> additions) =>
        additions.Count == 0 ? spec : spec with { Search = spec.Search with { Trials = spec.Search.Trials + additions.Sum(addition => addition.Trials) } };

    private List<TrialPlan> Suggestions(int take, int first, FirstTrials firsts, IReadOnlyDictionary<int, TrialSummary> stored)
    {
        // A search looks at the trials with its first seed, those that it has suggested itself.
        if (Learns)
            known.Tell(firsts.Count == stored.Count ? stored.Values : firsts.Numbers.Select(number => stored[number]));
        List<TrialPlan> plans = [];
        while (plans.Count < take && firsts.Count + plans.Count < sampler.Total
            && sampler.Next(new() { Suggested = firsts.Count + plans.Count, Trials = Learns ? known.Trials : [], Earlier = Learns ? known.Earlier : [] }) is { } assignment)
        {
            var parameters = assignment.ToDictionary();
            plans.Add(new(parameters, spec.Seeds[0], spec.Template.With(parameters)) { Pending = Learns ? known.Pending : null });
            if (Learns)
                known.Add(first + plans.Count - 1, assignment);
        }

        return plans;
    }

    /// <summary>The number of the trial that has the assignment of a place within a part.</summary>
    private static int Source(TrialPart part, FirstTrials firsts, int start, int place) =>
        part.Only is { } only ? only[place] : part is { Suggested: null, Proposed: null } ? firsts[place] : start + place;

    /// <summary>A further seed of an assignment. What it runs is made once for all of its seeds that are planned together.</summary>
    private TrialPlan Repeat(long seed, int source, IReadOnlyDictionary<int, TrialSummary> stored, List<TrialPlan> plans)
    {
        if (source > stored.Count)
            return plans[source - stored.Count - 1] with { Seed = seed, Pending = null };
        var parameters = stored[source].Parameters;
        return new(parameters, seed, spec.Template.With(parameters));
    }
}

using FastOde.Search.Evolution;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Samplers;

/// <summary>
/// CMA-ES: a normal distribution over the unit cube that moves, grows and turns towards the best results, generation by generation.
/// Generation g is the trials whose numbers are from g·λ + 1 to (g + 1)·λ. What it draws from is computed from the results of all
/// earlier generations that are there: a trial that still runs is left out, a failed one counts as the worst. A distribution that has
/// become a point begins again elsewhere. One that knows results of earlier experiments begins at the best of them. A point outside the cube, or one that misses a demand, is drawn again.
/// </summary>
[Sampler("cma-es", NeedsObjective = true)]
public sealed class CmaEsSampler : ISampler
{
    private const int Attempts = 200;

    private readonly UnitCube cube;
    private readonly DistinctAssignments distinct;
    private readonly SearchStart start;
    private readonly long seed;
    private readonly int dimensions;
    private readonly int size;
    private readonly Lock computing = new();
    private readonly List<(SuggestedTrial[] Trials, CmaState After)> computed = [];
    private (SuggestedTrial[] Earlier, CmaState State)? beginning;

    /// <summary>The search of a space.</summary>
    /// <param name="search">The seed, and how many assignments there are to be.</param>
    /// <param name="space">The space.</param>
    /// <exception cref="ArgumentException">The search has no number of trials, or a dimension is no continuous range.</exception>
    public CmaEsSampler(SearchSpec search, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(space);
        if (space.Dimensions.FirstOrDefault(dimension => dimension.Count is not null) is { } counted)
            throw new ArgumentException($"'{counted.Key}' has values or steps, and a cma-es search needs ranges without a step; use sampler: tpe.");
        Total = RandomDraw.Total(search, space);
        seed = search.Seed;
        cube = new(space);
        distinct = new(space);
        start = new(space, seed);
        dimensions = space.Dimensions.Count;
        size = CmaState.Size(dimensions);
    }

    /// <inheritdoc/>
    public long Total { get; }

    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public Assignment? Next(SearchHistory known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var state = State(known, known.Suggested / size);
        var random = new HashedStream(seed, known.Suggested);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var point = state.Draw(random.Normal);
            if (point.All(coordinate => coordinate is >= 0 and < 1) && cube.At(place => point[place]) is var drawn && distinct.IsNew(drawn))
                return drawn;
        }

        return start.Next(distinct, known.Suggested);
    }

    /// <summary>What a generation draws from. Generations whose trials stand as they stood are not computed again.</summary>
    private CmaState State(SearchHistory known, int generation)
    {
        var trials = known.Trials;
        lock (computing)
        {
            var state = Beginning(known.Earlier);
            for (var before = 0; before < generation; before++)
            {
                var members = Enumerable.Range(before * size, size).Where(place => place < trials.Count).Select(place => trials[place]).ToArray();
                if (before < computed.Count && IsSame(computed[before].Trials, members))
                {
                    state = computed[before].After;
                    continue;
                }

                computed.RemoveRange(Math.Min(before, computed.Count), Math.Max(0, computed.Count - before));
                state = After(state, members, before);
                computed.Add((members, state));
            }

            return state;
        }
    }

    /// <summary>Where a search begins that knows earlier results: at the best of them.</summary>
    private CmaState Beginning(IReadOnlyList<SuggestedTrial> earlier)
    {
        if (beginning is { } known && IsSame(known.Earlier, [.. earlier]))
            return known.State;
        computed.Clear();
        var ranked = TrialRanking.Of(earlier).Where(trial => trial.IsComparable).Select(trial => cube.Point(trial.Assignment)).ToArray();
        var state = ranked.Length == 0 ? CmaState.Begin(Middle(0)) : CmaState.BeginAt(ranked);
        beginning = ([.. earlier], state);
        return state;
    }

    private static bool IsSame(SuggestedTrial[] trials, SuggestedTrial[] others) =>
        trials.Length == others.Length && trials.Zip(others).All(pair => ReferenceEquals(pair.First, pair.Second)
            || (pair.First with { Values = [] } == pair.Second with { Values = [] } && pair.First.Values.SequenceEqual(pair.Second.Values)));

    private CmaState After(CmaState state, SuggestedTrial[] members, int generation)
    {
        var ranked = TrialRanking.Of(members);
        var next = state.Next([.. ranked.Where(trial => trial.IsComparable).Select(trial => cube.Point(trial.Assignment))], ranked.Count);
        return next.IsSpent ? CmaState.Begin(Middle(generation + 1)) : next;
    }

    /// <summary>Where a search begins: in the middle of the cube, and later anywhere.</summary>
    private double[] Middle(int generation) => [.. Enumerable.Range(0, dimensions).Select(place =>
        generation == 0 ? 0.5 : HashedUniform.Of(seed, generation, cube.Dimensions[place].Key))];
}

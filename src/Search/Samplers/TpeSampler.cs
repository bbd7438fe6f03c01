using FastOde.Search.Parzen;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Samplers;

/// <summary>
/// A tree-structured Parzen estimator (Bergstra et al., NIPS 2011) in its multivariate form (Falkner et al., BOHB, 2018): what is
/// suggested is likely among the best results and unlikely among the others. A density l is made of the best 15 % of the trials,
/// at most 25, and a density g of all others; of 32 draws from l the one with the largest l/g is suggested. A trial that still
/// runs counts as a bad one, so that trials side by side keep apart. With several objectives the best are the first fronts.
/// </summary>
[Sampler("tpe", NeedsObjective = true)]
public sealed class TpeSampler : ISampler
{
    /// <summary>Results there are to be before anything is learned from them.</summary>
    private const int Beginning = 10;

    private const double BestPart = 0.15;
    private const int MostBest = 25;
    private const int Candidates = 32;
    private const double PriorWeight = 0.5;

    private readonly UnitCube cube;
    private readonly DistinctAssignments distinct;
    private readonly SearchStart start;
    private readonly ParzenAxis[] axes;
    private readonly long seed;

    /// <summary>The estimator over a space.</summary>
    /// <param name="search">The seed, and how many assignments there are to be.</param>
    /// <param name="space">The space.</param>
    /// <exception cref="ArgumentException">The search has no number of trials.</exception>
    public TpeSampler(SearchSpec search, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(space);
        Total = RandomDraw.Total(search, space);
        seed = search.Seed;
        cube = new(space);
        distinct = new(space);
        start = new(space, seed);
        axes = [.. space.Dimensions.Select(dimension => new ParzenAxis(dimension))];
    }

    /// <inheritdoc/>
    public long Total { get; }

    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public Assignment? Next(SearchHistory known)
    {
        ArgumentNullException.ThrowIfNull(known);
        distinct.Tell(known.Trials);
        var learned = known.All.Count(trial => trial.IsComparable) >= Beginning ? Likely(known) : null;
        return learned ?? start.Next(distinct, known.Suggested);
    }

    /// <summary>The best of some draws; null where all of them were tried before.</summary>
    private Assignment? Likely(SearchHistory known)
    {
        var ranked = TrialRanking.Of(known.All);
        var count = Math.Clamp((int)Math.Ceiling(BestPart * ranked.Count), 1, MostBest);
        var best = Mixture(ranked.Take(count));
        var others = Mixture(ranked.Skip(count).Concat(known.Trials.Where(trial => trial.Outcome == TrialOutcome.Unfinished)));
        var random = new HashedStream(seed, known.Suggested);
        Assignment? likely = null;
        var most = double.NegativeInfinity;
        for (var draw = 0; draw < Candidates; draw++)
        {
            var kernel = best.Kernel(random.Uniform());
            var drawn = cube.At(place => best.Draw(kernel, place, random.Uniform));
            if (!distinct.IsNew(drawn))
                continue;
            var point = cube.Point(drawn);
            var ratio = best.LogDensity(point) - others.LogDensity(point);
            if (ratio > most)
                (likely, most) = (drawn, ratio);
        }

        return likely;
    }

    private ParzenMixture Mixture(IEnumerable<SuggestedTrial> trials) => new(axes, [.. trials.Select(trial => cube.Point(trial.Assignment))], PriorWeight);
}

using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Samplers;

/// <summary>
/// NSGA-II (Deb et al., 2002), steady-state: each suggestion is a child of two of the best 20 trials that have ended, ranked by
/// front and crowding and chosen by binary tournament. So it waits for no generation, and trials that still run hold up nothing.
/// Numbers are crossed by simulated binary crossover (η = 5) and mutated by a polynomial (η = 5); of words the child takes one
/// parent's, or now and then any.
/// </summary>
[Sampler("nsga2", NeedsObjective = true)]
public sealed class Nsga2Sampler : ISampler
{
    private const int Population = 20;
    private const int Attempts = 20;
    private const double CrossoverShare = 0.9;
    private const double CrossoverIndex = 5;
    private const double MutationIndex = 5;

    private readonly UnitCube cube;
    private readonly DistinctAssignments distinct;
    private readonly SearchStart start;
    private readonly bool[] isCategorical;
    private readonly long seed;

    /// <summary>The search of a space.</summary>
    /// <param name="search">The seed, and how many assignments there are to be.</param>
    /// <param name="space">The space.</param>
    /// <exception cref="ArgumentException">The search has no number of trials.</exception>
    public Nsga2Sampler(SearchSpec search, SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(space);
        Total = RandomDraw.Total(search, space);
        seed = search.Seed;
        cube = new(space);
        distinct = new(space);
        start = new(space, seed);
        isCategorical = [.. space.Dimensions.Select(dimension => dimension.Values is not null)];
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
        var parents = known.Suggested + known.Earlier.Count < Population ? [] : TrialRanking.Of(known.All).Where(trial => trial.IsComparable).Take(Population).Select(trial => cube.Point(trial.Assignment)).ToArray();
        var random = new HashedStream(seed, known.Suggested);
        for (var attempt = 0; attempt < Attempts && parents.Length > 1; attempt++)
        {
            if (Child(Winner(parents, random), Winner(parents, random), random) is var child && distinct.IsNew(child))
                return child;
        }

        return start.Next(distinct, known.Suggested);
    }

    /// <summary>The better one of two; parents stand in the order of their ranks.</summary>
    private static double[] Winner(double[][] parents, HashedStream random) =>
        parents[Math.Min((int)(random.Uniform() * parents.Length), (int)(random.Uniform() * parents.Length))];

    private Assignment Child(double[] mother, double[] father, HashedStream random)
    {
        var isCrossed = random.Uniform() < CrossoverShare;
        return cube.At(place =>
        {
            if (random.Uniform() < 1.0 / isCategorical.Length)
                return Mutated(place, Inherited(place, mother, father, isCrossed, random), random);
            return Inherited(place, mother, father, isCrossed, random);
        });
    }

    private double Inherited(int place, double[] mother, double[] father, bool isCrossed, HashedStream random)
    {
        var (own, other) = (mother[place], father[place]);
        if (double.IsNaN(own) && double.IsNaN(other))
            return random.Uniform();
        if (double.IsNaN(own) || double.IsNaN(other))
            return double.IsNaN(own) ? other : own;
        if (!isCrossed || random.Uniform() < 0.5)
            return own;
        if (isCategorical[place])
            return other;
        var uniform = random.Uniform();
        var factor = Math.Pow(uniform < 0.5 ? 2 * uniform : 1 / (2 * (1 - uniform)), 1 / (CrossoverIndex + 1));
        return Math.Clamp((((1 + factor) * own) + ((1 - factor) * other)) / 2, 0, 1);
    }

    private double Mutated(int place, double value, HashedStream random)
    {
        var uniform = random.Uniform();
        if (isCategorical[place])
            return uniform;
        var step = uniform < 0.5 ? Math.Pow(2 * uniform, 1 / (MutationIndex + 1)) - 1 : 1 - Math.Pow(2 * (1 - uniform), 1 / (MutationIndex + 1));
        return Math.Clamp(value + step, 0, 1);
    }
}

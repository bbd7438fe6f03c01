namespace FastOde.Search.Importance;

/// <summary>
/// Which parameters matter: functional ANOVA of a random forest that is fitted to the trials. A function of trials and seed
/// alone. The shares say what a parameter does over the whole space of the search, not near the best trials, and one trial
/// with a huge value outweighs the others.
/// </summary>
public sealed record Importances
{
    /// <summary>The fewest trials that say anything.</summary>
    public const int FewestTrials = 10;

    /// <summary>Of more trials so many are taken, evenly spaced: they say the same, and time stays bounded.</summary>
    public const int MostTrials = 2000;

    private const int Trees = 64;

    /// <summary>The parameters, the most important first.</summary>
    public required IReadOnlyList<ParameterImportance> Parameters { get; init; }

    /// <summary>The share that parameters make only together, from 0 to 1.</summary>
    public required double Together { get; init; }

    /// <summary>Trials with a finite value from which all of this is known; at most <see cref="MostTrials"/>.</summary>
    public required int Trials { get; init; }

    /// <summary>The importances. Growing the forest takes O(d·n·log n) a level of a tree, for n trials of d parameters.</summary>
    /// <param name="columns">The parameters, with a value for each trial.</param>
    /// <param name="values">The objective of each trial; one without a finite number takes no part.</param>
    /// <param name="seed">Seed of the forest.</param>
    /// <returns>The importances; null where there are fewer trials than <see cref="FewestTrials"/>, or all values are the same.</returns>
    public static Importances? Of(IReadOnlyList<ParameterColumn> columns, IReadOnlyList<double> values, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(values);
        int[] kept = [.. Enumerable.Range(0, values.Count).Where(trial => double.IsFinite(values[trial]))];
        if (kept.Length < FewestTrials || columns.Count == 0)
            return null;
        if (kept.Length > MostTrials)
            kept = [.. Enumerable.Range(0, MostTrials).Select(place => kept[(int)((long)place * kept.Length / MostTrials)])];
        ParameterColumn[] own = [.. columns.Select(column => column with { Values = [.. kept.Select(trial => column.Values[trial])] })];
        double[] targets = [.. kept.Select(trial => values[trial])];
        int[][] orders = [.. own.Select(column => Enumerable.Range(0, kept.Length).OrderBy(trial => column.Values[trial]).ToArray())];
        int[] categories = [.. own.Select(column => column.Categories)];
        var random = new Random(seed);
        var trees = Enumerable.Range(0, Trees)
            .Select(_ => TreeVariance.Of(new TreeGrower(own, targets, Drawn(random, kept.Length)).Grow(orders), categories))
            .Where(tree => tree.Total > 0)
            .ToList();
        if (trees.Count == 0)
            return null;

        ParameterImportance[] parameters =
        [
            .. own.Select((column, place) => Of(column, [.. trees.Select(tree => tree.Marginals[place] / tree.Total)])).OrderByDescending(parameter => parameter.Share),
        ];
        return new() { Parameters = parameters, Together = Math.Clamp(1 - parameters.Sum(parameter => parameter.Share), 0, 1), Trials = kept.Length };
    }

    private static ParameterImportance Of(ParameterColumn column, double[] shares)
    {
        var mean = shares.Average();
        return new(column.Key, mean, Math.Sqrt(shares.Average(share => (share - mean) * (share - mean))), column.Values.Count(value => !double.IsNaN(value)));
    }

    /// <summary>How often each trial is drawn, when as many are drawn with replacement as there are.</summary>
    private static int[] Drawn(Random random, int count)
    {
        var times = new int[count];
        for (var draw = 0; draw < count; draw++)
            times[random.Next(count)]++;
        return times;
    }
}

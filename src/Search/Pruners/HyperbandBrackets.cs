namespace FastOde.Search.Pruners;

/// <summary>
/// The brackets of Hyperband (Li et al., JMLR 2018, algorithm 1). With s + 1 rungs a bracket has the weight η^s/(s + 1), so that
/// each costs about the same number of steps.
/// </summary>
public static class HyperbandBrackets
{
    /// <summary>One round of brackets, that of the most trials and the fewest steps first.</summary>
    /// <param name="min">Steps of the lowest rung.</param>
    /// <param name="max">Steps of the highest.</param>
    /// <param name="reduction">η, at least 2.</param>
    /// <returns>For each s from ⌊log_η(max/min)⌋ = S down to 0: ⌈(S + 1)·η^s/(s + 1)⌉ trials and s + 1 rungs.</returns>
    public static IReadOnlyList<Bracket> Round(int min, int max, int reduction)
    {
        var most = Rungs.Count(min, max, reduction);
        return
        [
            .. Enumerable.Range(0, most).Select(left => most - left).Select(rungs =>
                new Bracket((int)Math.Min(int.MaxValue, Math.Ceiling(most * Weight(rungs, reduction))), Rungs.Of(rungs, max, reduction))),
        ];
    }

    /// <summary>Shares assignments out by the brackets' weights. What rounding leaves over goes to the first.</summary>
    /// <param name="assignments">How many there are.</param>
    /// <param name="reduction">η, at least 2.</param>
    /// <param name="rungs">How many rungs each bracket has.</param>
    public static IReadOnlyList<int> Share(int assignments, int reduction, IReadOnlyList<int> rungs)
    {
        ArgumentNullException.ThrowIfNull(rungs);
        var all = rungs.Sum(count => Weight(count, reduction));
        int[] shares = [.. rungs.Select(count => (int)(assignments * Weight(count, reduction) / all))];
        shares[0] += assignments - shares.Sum();
        return shares;
    }

    /// <summary>Which bracket each of some assignments belongs to, so that every beginning of them has about the brackets' shares.</summary>
    /// <param name="shares">How many belong to each bracket.</param>
    internal static int[] Order(IReadOnlyList<int> shares)
    {
        var order = new int[shares.Sum()];
        var given = new int[shares.Count];
        for (var place = 0; place < order.Length; place++)
        {
            var next = Enumerable.Range(0, shares.Count).MaxBy(bracket => ((place + 1.0) * shares[bracket] / order.Length) - given[bracket]);
            order[place] = next;
            given[next]++;
        }

        return order;
    }

    private static double Weight(int rungs, int reduction) => Math.Pow(reduction, rungs - 1) / rungs;
}

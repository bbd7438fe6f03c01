namespace FastOde.Search.Pruners;

/// <summary>The steps at which halving judges.</summary>
public static class Rungs
{
    /// <summary>Rungs counted down from the highest: max, max/η, max/η² … rounded down, at least 1.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="max">Steps of the highest.</param>
    /// <param name="reduction">η, at least 2.</param>
    /// <returns>The steps, rising. Rungs that would fall together are one.</returns>
    public static IReadOnlyList<int> Of(int count, int max, int reduction)
    {
        List<int> steps = [];
        var step = max;
        for (var rung = 0; rung < count && (steps.Count == 0 || steps[^1] > 1); rung++, step /= reduction)
            steps.Add(Math.Max(1, step));
        steps.Reverse();
        return steps;
    }

    /// <summary>How many rungs there are from least to most steps: ⌊log_η(max/min)⌋ + 1, in whole numbers.</summary>
    /// <param name="min">The least steps, at least 1.</param>
    /// <param name="max">The most, no fewer.</param>
    /// <param name="reduction">η, at least 2.</param>
    public static int Count(int min, int max, int reduction)
    {
        var count = 1;
        for (var step = (long)min * reduction; step <= max; step *= reduction)
            count++;
        return count;
    }
}

using FastOde.Contracts.Results;
using FastOde.Specs;

namespace FastOde.Grains.Specs;

/// <summary>
/// Trials that were asked for together, and so have numbers that follow each other: first each of some assignments with the first
/// of some seeds, then each with the second. What a spec asks for is the first part; each addition makes one or two more.
/// </summary>
internal sealed record TrialPart
{
    /// <summary>How many new assignments it has at most; null where it has others.</summary>
    public int? Suggested { get; private init; }

    /// <summary>The assignments of earlier parts, each by the number of its first trial; null for all of them.</summary>
    public IReadOnlyList<int>? Only { get; private init; }

    /// <summary>New assignments that a program has proposed; null where it has others.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>>? Proposed { get; private init; }

    /// <summary>The seeds.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>The parts of an experiment, in the order of their numbers.</summary>
    /// <param name="spec">The experiment as it was submitted.</param>
    /// <param name="assignments">How many assignments it was submitted with, at most.</param>
    /// <param name="additions">What was added since.</param>
    public static IReadOnlyList<TrialPart> Of(ExperimentSpec spec, int assignments, IReadOnlyList<Addition> additions)
    {
        List<TrialPart> parts = [new() { Suggested = assignments, Seeds = spec.Seeds }];
        var seeds = spec.Seeds;
        foreach (var addition in additions)
        {
            if (addition.Trials > 0)
                parts.Add(new() { Suggested = addition.Trials, Seeds = seeds });
            if (addition.Proposed.Count > 0)
                parts.Add(new() { Proposed = addition.Proposed, Seeds = seeds });
            if (addition.Seeds.Count == 0)
                continue;
            parts.Add(new() { Only = addition.Only, Seeds = addition.Seeds });
            if (addition.Only is null)
                seeds = [.. seeds, .. addition.Seeds];
        }

        return parts;
    }

    /// <summary>
    /// How many new assignments it has among the trials that are stored: those with its first seed from its beginning on. A trial with
    /// another seed is stored only once all of them are.
    /// </summary>
    /// <param name="start">Number of its first trial.</param>
    /// <param name="stored">The trials by number, without a gap.</param>
    public int Stored(int start, IReadOnlyDictionary<int, TrialSummary> stored)
    {
        var (least, most) = (0, Math.Clamp(stored.Count - start + 1, 0, Suggested ?? 0));
        while (least < most)
        {
            var middle = (least + most) / 2;
            if (stored[start + middle].Seed == Seeds[0])
                least = middle + 1;
            else
                most = middle;
        }

        return least;
    }
}

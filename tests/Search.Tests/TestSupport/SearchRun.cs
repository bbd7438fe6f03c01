using FastOde.Search.Functions;
using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Search.Tests.TestSupport;

/// <summary>Searches that tell their sampler each result before they ask for the next assignment.</summary>
internal static class SearchRun
{
    /// <summary>The space of a test function; of one that takes any number of arguments, of two.</summary>
    internal static SearchSpace SpaceOf(TestFunction function) =>
        new(function.Arguments.Take(Math.Max(2, function.Least)).Select(argument => new SearchDimension { Key = argument.Name, Min = argument.Min, Max = argument.Max }));

    /// <summary>A function of the numbers of an assignment.</summary>
    internal static Func<Assignment, IReadOnlyList<double>> Of(Func<IReadOnlyList<double>, double> function) =>
        assignment => [function([.. assignment.Select(entry => entry.Value.Number!.Value)])];

    /// <summary>All trials of a search.</summary>
    internal static List<SuggestedTrial> Trials(string sampler, SearchSpace space, int trials, long seed, Func<Assignment, IReadOnlyList<double>> values)
    {
        var asked = SamplerCatalog.Standard.Create(new SearchSpec { Sampler = sampler, Trials = trials, Seed = seed }, space);
        List<SuggestedTrial> known = [];
        while (known.Count < trials && asked.Next(new() { Suggested = known.Count, Trials = known }) is { } next)
            known.Add(new(known.Count + 1, next, TrialOutcome.Completed) { Values = values(next) });
        return known;
    }

    /// <summary>The least value of a search of one objective.</summary>
    internal static double Best(string sampler, SearchSpace space, int trials, long seed, Func<Assignment, IReadOnlyList<double>> values) =>
        Trials(sampler, space, trials, seed, values).Min(trial => trial.Values[0]);

    /// <summary>What searches with so many seeds come to, seed by seed.</summary>
    internal static double[] OverSeeds(int seeds, Func<long, double> search)
    {
        var found = new double[seeds];
        Parallel.For(0, seeds, seed => found[seed] = search(seed));
        return found;
    }
}

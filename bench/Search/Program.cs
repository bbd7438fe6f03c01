using System.Globalization;
using FastOde.Bench.Search;
using FastOde.Search.Samplers;
using FastOde.Specs;

// Minimises test functions, and prints the median of the best values over seeds, a problem a line. Or times suggestions.
// Usage: SAMPLER [trials] [seeds], or: speed
if (args is ["speed"])
{
    Speed.Print();
    return;
}

var trials = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100;
var seeds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 15;
foreach (var problem in Problem.All)
{
    var best = new double[seeds];
    Parallel.For(0, seeds, seed => best[seed] = Best(problem, seed));
    Array.Sort(best);
    Console.WriteLine(FormattableString.Invariant($"{problem.Name}\t{best[seeds / 2]:G4}"));
}

double Best(Problem problem, long seed)
{
    var sampler = SamplerCatalog.Standard.Create(new SearchSpec { Sampler = args[0], Trials = trials, Seed = seed }, problem.Space);
    List<SuggestedTrial> known = [];
    while (known.Count < trials && sampler.Next(new() { Suggested = known.Count, Trials = known }) is { } next)
        known.Add(new(known.Count + 1, next, TrialOutcome.Completed) { Values = [problem.Value(next)] });
    return known.Min(trial => trial.Values[0]);
}

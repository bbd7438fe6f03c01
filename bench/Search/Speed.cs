using System.Diagnostics;
using FastOde.Search.Samplers;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Bench.Search;

/// <summary>How long the samplers that learn take for a suggestion in a space of ten keys: eight ranges, one of steps, one of words.</summary>
internal static class Speed
{
    private const int Repetitions = 9;

    private static readonly SearchSpace Space = new(
    [
        .. Enumerable.Range(1, 8).Select(number => new SearchDimension { Key = $"x{number}", Min = 1, Max = 10, Log = number % 2 == 0 }),
        new() { Key = "n", Min = 1, Max = 32, Step = 1 },
        new() { Key = "kind", Values = [ParameterValue.Of("a"), ParameterValue.Of("b"), ParameterValue.Of("c")] },
    ]);

    /// <summary>Prints a Markdown table.</summary>
    internal static void Print()
    {
        Console.WriteLine("| sampler | suggestion 1,000, ms | suggestion 10,000, ms |");
        Console.WriteLine("|---|---:|---:|");
        foreach (var name in SamplerCatalog.Standard.Names.Where(Accepts))
            Console.WriteLine(FormattableString.Invariant($"| {name} | {Median(name, 1_000):F1} | {Median(name, 10_000):F1} |"));
    }

    private static bool Accepts(string name)
    {
        try
        {
            return Create(name, 1).Learns;
        }
        catch (ArgumentException)
        {
            // A sampler that this space is not for.
            return false;
        }
    }

    private static ISampler Create(string name, int trials) => SamplerCatalog.Standard.Create(new SearchSpec { Sampler = name, Trials = trials }, Space);

    private static double Median(string name, int number)
    {
        var random = Create("random", number);
        List<SuggestedTrial> known = [.. Enumerable.Range(0, number - 1)
            .Select(place => random.Next(new() { Suggested = place })!)
            .Select((assignment, place) => new SuggestedTrial(place + 1, assignment, TrialOutcome.Completed) { Values = [assignment.Take(9).Sum(entry => entry.Value.Number!.Value)] })];
        var sampler = Create(name, number);
        List<double> times = [];
        for (var repetition = 0; repetition <= Repetitions; repetition++)
        {
            var watch = Stopwatch.StartNew();
            _ = sampler.Next(new() { Suggested = number - 1, Trials = known });
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        // The first also compiles, and reads all the trials.
        return times.Skip(1).Order().ElementAt(Repetitions / 2);
    }
}

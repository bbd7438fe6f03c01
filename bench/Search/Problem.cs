using FastOde.Search.Functions;
using FastOde.Search.Spaces;
using FastOde.Specs;

namespace FastOde.Bench.Search;

/// <summary>A space and the function to minimise over it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Space">The space.</param>
/// <param name="Value">The function.</param>
internal sealed record Problem(string Name, SearchSpace Space, Func<Assignment, double> Value)
{
    /// <summary>The problems, each of which search.py has too, in the order of their names.</summary>
    internal static IReadOnlyList<Problem> All { get; } =
    [
        Of("ackley 5D", "ackley", 5),
        Of("branin", "branin", 2),
        Conditional(),
        Of("hartmann6", "hartmann6", 6),
        Of("rastrigin 2D", "rastrigin", 2),
    ];

    private static Problem Of(string name, string functionName, int arguments)
    {
        var function = TestFunctions.Find(functionName)!;
        return new(
            name,
            new(function.Arguments.Take(arguments).Select(argument => new SearchDimension { Key = argument.Name, Min = argument.Min, Max = argument.Max })),
            assignment => function.Evaluate([.. assignment.Select(entry => entry.Value.Number!.Value)]));
    }

    /// <summary>Three kinds: Branin's valley above 0.3, a bowl with a log range above 0.1, and steps above 0.2.</summary>
    private static Problem Conditional()
    {
        static Dictionary<string, ParameterValue> Only(string kind) => new() { ["kind"] = ParameterValue.Of(kind) };
        var branin = TestFunctions.Find("branin")!;
        return new(
            "conditional",
            new(
            [
                new() { Key = "kind", Values = [ParameterValue.Of("valley"), ParameterValue.Of("bowl"), ParameterValue.Of("steps")] },
                new() { Key = "x1", Min = -5, Max = 10, When = Only("valley") },
                new() { Key = "x2", Min = 0, Max = 15, When = Only("valley") },
                new() { Key = "u", Min = -5, Max = 5, When = Only("bowl") },
                new() { Key = "v", Min = -5, Max = 5, When = Only("bowl") },
                new() { Key = "w", Min = 1e-4, Max = 1, Log = true, When = Only("bowl") },
                new() { Key = "n", Min = 1, Max = 20, Step = 1, When = Only("steps") },
            ]),
            assignment =>
            {
                double Of(string key) => assignment[key].Number!.Value;
                return assignment["kind"].Text switch
                {
                    "valley" => branin.Evaluate([Of("x1"), Of("x2")]) + 0.3,
                    "bowl" => 0.1 + (((Of("u") - 1) * (Of("u") - 1)) + ((Of("v") + 2) * (Of("v") + 2))) / 5 + Math.Pow(Math.Log10(Of("w")) + 2, 2),
                    _ => 0.2 + (Math.Abs(Of("n") - 13) / 4),
                };
            });
    }
}

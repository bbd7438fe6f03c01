using System.Text;
using CsCheck;
using FastOde.Grains.Specs;
using FastOde.Specs.Reading;

namespace FastOde.Bench.Fuzz;

/// <summary>The reader of specs, which says what is wrong and never throws, and what <c>--set</c> writes into them.</summary>
internal static class SpecTargets
{
    private const string Spec = """
        name: two-gaussians
        seeds: [0, 1, 2]
        shared: &shared { beta: 3 }
        trial:
          data: { name: two-gaussians }
          coupling: { kind: learned, beta: 10, penalties: [kl, { kind: mmd, weight: 2 }] }
          network: { kind: mlp, hidden: 100, layers: 2 }
          optimizer: { kind: adam, learningRate: 1e-3 }
          iterations: 10000
          evaluation: { every: 5000, samples: 2048, solvers: { euler: [1, 4], heun: [5] }, metrics: [curvature, wasserstein2] }
        search:
          sampler: grid
          space:
            coupling.kind: { values: [independent, learned] }
            coupling.beta: { values: [1, 10], when: { coupling.kind: learned } }
            optimizer.learningRate: { min: 1e-5, max: 1e-2, scale: log }
        objective: { metric: wasserstein2@euler-4, direction: minimize }
        limits: { concurrentTrials: 2, retries: 2, priority: 0 }
        """;

    private const string Json = """{"name":"a","trial":{"function":"branin"},"search":{"sampler":"random","trials":20,"space":{"x1":{"min":-5,"max":10},"x2":{"min":0,"max":15,"step":0.5}}},"objective":{"metric":"value","direction":"minimize"}}""";

    private static readonly byte[][] Seeds = [Encoding.UTF8.GetBytes(Spec.Replace("shared: &shared { beta: 3 }\n", "", StringComparison.Ordinal)), Encoding.UTF8.GetBytes(Spec), Encoding.UTF8.GetBytes(Json)];

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", ": ", "- ", "\n", "\n  ", "\t", "#", "&a ", "*a", "*shared", "<<: *shared\n", "? ", "| \n", ">-\n", "'", "\"", "!!python ", "%YAML 1.2\n", "---\n", "...\n",
            "null", "~", "true", "1e999", "-1e999", ".nan", ".inf", "0x7f", "9007199254740993", "99999999999999999999", "-0", "\0", "\u001b[2J", "\u202e", "\ufeff", "beta: ", "kind: ", "values: ", "when: ",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80],
    ];

    private static readonly byte[][] Settings =
        [.. new[] { "trial.coupling.beta=5", "seeds=[0, 1]", "trial.coupling={ kind: learned }", "search.space.coupling.beta={ values: [1, 2] }", "name='a b'" }.Select(Encoding.UTF8.GetBytes)];

    private static readonly YamlSpecReader Reader = new();

    /// <summary>Both.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("spec", Mutations.Of(Seeds, Tokens), input => Read(Encoding.UTF8.GetString(input)), _ => false),
        new("--set", Mutations.Of(Settings, Tokens), Set, error => error is FormatException),
    ];

    private static void Set(byte[] input) => Read(SpecOverrides.Parse([Encoding.UTF8.GetString(input), "trial.iterations=5"]).Apply(Encoding.UTF8.GetString(Seeds[0])));

    private static void Read(string text)
    {
        var reading = Reader.Read(text, "fuzz.yaml");
        if (reading.Spec is null && reading.Problems.Count == 0)
            throw new InvalidOperationException("the reader gives neither a spec nor a problem");
        if (reading.Problems.FirstOrDefault(problem => problem.Line < 1 || problem.Message.Length == 0 || problem.Message.Contains('\n', StringComparison.Ordinal)) is { } wrong)
            throw new InvalidOperationException($"a problem without a line, without words, or of several lines: {wrong}");
    }
}

namespace FastOde.Search.Functions;

/// <summary>The test functions by name.</summary>
public static class TestFunctions
{
    private const double Pi = Math.PI;
    private const double BraninLeast = 10 / (8 * Pi);

    /// <summary>Most arguments of a function that takes any number of them.</summary>
    private const int MostArguments = 100;

    private static readonly FunctionArgument[] BraninArguments = [new("x1", -5, 10), new("x2", 0, 15)];
    private static readonly double[][] BraninBest = [[-Pi, 12.275], [Pi, 2.275], [3 * Pi, 2.475]];

    /// <summary>All functions, by name.</summary>
    public static IReadOnlyList<TestFunction> All { get; } =
    [
        Any("ackley", -32.768, 32.768, Ackley),
        new("branin", BraninArguments, BraninLeast, BraninBest, Branin),
        new("hartmann3", Arguments(3, 0, 1), -3.8627797873, [[0.1145889, 0.5556489, 0.85254698]], Hartmann.Three),
        new("hartmann6", Arguments(6, 0, 1), -3.32236801, [[0.20168952, 0.15001069, 0.47687398, 0.27533243, 0.31165162, 0.65730053]], Hartmann.Six),
        Plane("himmelblau", -5, 5, 0, [[3, 2], [-2.805118, 3.131313], [-3.779310, -3.283186], [3.584428, -1.848127]], Himmelblau),
        new("learning-curve", [new("speed", 0, 1), new("size", 0, 1)], LearningCurve.Least, [LearningCurve.Best], LearningCurve.Last) { Steps = LearningCurve.Steps, Way = LearningCurve.Way },
        new("noisy-branin", BraninArguments, BraninLeast, BraninBest, Branin) { Noise = 1 },
        new("noop", [new("x", 0, 1)], 0, [[0]], x => x[0]),
        Any("rastrigin", -5.12, 5.12, Rastrigin),
        Plane("rosenbrock", -5, 10, 0, [[1, 1]], Rosenbrock),
        Any("sphere", -5.12, 5.12, x => x.Sum(coordinate => coordinate * coordinate)),
        Two("zdt1", Zdt.One),
        Two("zdt2", Zdt.Two),
        Two("zdt3", Zdt.Three),
    ];

    /// <summary>The names in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(function => function.Name)];

    /// <summary>The function of a name, or null.</summary>
    public static TestFunction? Find(string name) => All.FirstOrDefault(function => function.Name == name);

    /// <summary>Whether a trial evaluates a function whose values are the same for every seed.</summary>
    /// <param name="name">The function's name; null for a trial that trains.</param>
    public static bool AreExact(string? name) => name is not null && Find(name) is { Noise: 0 };

    private static TestFunction Plane(
        string name, double min, double max, double minimum, double[][] minimizers, Func<IReadOnlyList<double>, double> formula) =>
        new(name, Arguments(2, min, max), minimum, minimizers, formula);

    /// <summary>A function of any number of arguments from one, which is 0 at the origin and larger elsewhere.</summary>
    private static TestFunction Any(string name, double min, double max, Func<IReadOnlyList<double>, double> formula) =>
        new(name, Arguments(MostArguments, min, max), 0, [[0], [0, 0], [0, 0, 0]], formula) { Least = 1 };

    private static TestFunction Two(string name, Func<IReadOnlyList<double>, IReadOnlyList<double>> formula) =>
        new(name, Arguments(MostArguments, 0, 1), ["f1", "f2"], formula) { Least = 2 };

    private static FunctionArgument[] Arguments(int count, double min, double max) =>
        [.. Enumerable.Range(1, count).Select(number => new FunctionArgument($"x{number}", min, max))];

    private static double Ackley(IReadOnlyList<double> x)
    {
        var radius = Math.Sqrt(x.Average(coordinate => coordinate * coordinate));
        var waves = x.Average(coordinate => Math.Cos(2 * Pi * coordinate));
        return 20 - (20 * Math.Exp(-0.2 * radius)) + Math.E - Math.Exp(waves);
    }

    private static double Branin(IReadOnlyList<double> x)
    {
        var valley = x[1] - (5.1 / (4 * Pi * Pi) * x[0] * x[0]) + (5 / Pi * x[0]) - 6;
        return (valley * valley) + (10 * (1 - (1 / (8 * Pi))) * Math.Cos(x[0])) + 10;
    }

    private static double Himmelblau(IReadOnlyList<double> x)
    {
        var first = (x[0] * x[0]) + x[1] - 11;
        var second = x[0] + (x[1] * x[1]) - 7;
        return (first * first) + (second * second);
    }

    private static double Rastrigin(IReadOnlyList<double> x) =>
        x.Sum(coordinate => (coordinate * coordinate) + (10 * (1 - Math.Cos(2 * Pi * coordinate))));

    private static double Rosenbrock(IReadOnlyList<double> x)
    {
        var bend = x[1] - (x[0] * x[0]);
        return (100 * bend * bend) + ((1 - x[0]) * (1 - x[0]));
    }
}

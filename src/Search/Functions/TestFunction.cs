using System.Globalization;

namespace FastOde.Search.Functions;

/// <summary>A function with a known minimum, for trying samplers without training anything.</summary>
public sealed class TestFunction
{
    private readonly Func<IReadOnlyList<double>, double> formula;

    internal TestFunction(
        string name,
        IReadOnlyList<FunctionArgument> arguments,
        double minimum,
        IReadOnlyList<IReadOnlyList<double>> minimizers,
        Func<IReadOnlyList<double>, double> formula)
    {
        Name = name;
        Arguments = arguments;
        Minimum = minimum;
        Minimizers = minimizers;
        this.formula = formula;
    }

    /// <summary>The name in a spec, such as <c>branin</c>.</summary>
    public string Name { get; }

    /// <summary>The arguments in order.</summary>
    public IReadOnlyList<FunctionArgument> Arguments { get; }

    /// <summary>The least value in the domain.</summary>
    public double Minimum { get; }

    /// <summary>The points of the domain where the least value is reached, to the digits published.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Minimizers { get; }

    /// <summary>The steps after which a trial of it reports a value, rising; empty for one value alone.</summary>
    public IReadOnlyList<int> Steps { get; init; } = [];

    /// <summary>Standard deviation of what a trial's seed adds to its value; 0 where all seeds have the same.</summary>
    public double Noise { get; init; }

    /// <summary>How far the value is from its last one after a step; null where there is one value alone.</summary>
    internal Func<IReadOnlyList<double>, int, double>? Way { get; init; }

    /// <summary>What a trial reports: a function of the arguments, the seed and the step alone.</summary>
    /// <param name="point">The arguments by their names.</param>
    /// <param name="seed">The trial's seed.</param>
    /// <param name="step">One of <see cref="Steps"/>; anything where there are none.</param>
    /// <exception cref="ArgumentException">An argument is missing or unknown; the message names it.</exception>
    public double Report(IReadOnlyDictionary<string, double> point, long seed, int step)
    {
        var value = Evaluate(point);
        double[] arguments = [.. Arguments.Select(argument => point[argument.Name])];
        if (Way is not null)
            value += Way(arguments, step);
        return Noise == 0 ? value : value + (Noise * HashedNormal.Of(seed, string.Join(' ', arguments.Select(argument => argument.ToString("R", CultureInfo.InvariantCulture)))));
    }

    /// <summary>The value at a point, the last one where there are several, without noise.</summary>
    /// <param name="point">One finite number an argument, in order.</param>
    /// <exception cref="ArgumentException">The point has the wrong number of coordinates.</exception>
    public double Evaluate(IReadOnlyList<double> point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point.Count == Arguments.Count
            ? formula(point)
            : throw new ArgumentException($"{Name} has {Arguments.Count} arguments, found {point.Count}", nameof(point));
    }

    /// <summary>The value at a point given by names.</summary>
    /// <exception cref="ArgumentException">An argument is missing or unknown; the message names it.</exception>
    public double Evaluate(IReadOnlyDictionary<string, double> point)
    {
        ArgumentNullException.ThrowIfNull(point);
        var names = string.Join(", ", Arguments.Select(argument => argument.Name));
        var unknown = point.Keys.FirstOrDefault(key => Arguments.All(argument => argument.Name != key));
        if (unknown is not null)
            throw new ArgumentException($"{Name} has no argument '{unknown}'; expected {names}", nameof(point));
        return Evaluate([.. Arguments.Select(argument => point.TryGetValue(argument.Name, out var value)
            ? value
            : throw new ArgumentException($"{Name} needs the argument '{argument.Name}'; expected {names}", nameof(point)))]);
    }
}

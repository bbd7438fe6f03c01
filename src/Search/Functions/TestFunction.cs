using System.Globalization;

namespace FastOde.Search.Functions;

/// <summary>A function that is known, for trying samplers without training anything: of one value with a known minimum, or of several.</summary>
public sealed class TestFunction
{
    private readonly Func<IReadOnlyList<double>, IReadOnlyList<double>> formula;

    internal TestFunction(
        string name,
        IReadOnlyList<FunctionArgument> arguments,
        double minimum,
        IReadOnlyList<IReadOnlyList<double>> minimizers,
        Func<IReadOnlyList<double>, double> formula)
        : this(name, arguments, ["value"], point => [formula(point)]) => (Minimum, Minimizers) = (minimum, minimizers);

    internal TestFunction(
        string name, IReadOnlyList<FunctionArgument> arguments, IReadOnlyList<string> metrics, Func<IReadOnlyList<double>, IReadOnlyList<double>> formula)
    {
        Name = name;
        Arguments = arguments;
        Least = arguments.Count;
        Metrics = metrics;
        this.formula = formula;
    }

    /// <summary>The name in a spec, such as <c>branin</c>.</summary>
    public string Name { get; }

    /// <summary>The arguments in order, all that there may be.</summary>
    public IReadOnlyList<FunctionArgument> Arguments { get; }

    /// <summary>How many of the arguments, from the first, a point has at least; as many as there are where their number is fixed.</summary>
    public int Least { get; init; }

    /// <summary>The names of its values, in order: <c>value</c> where there is one.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>The least value in the domain; not a number where it has several values.</summary>
    public double Minimum { get; } = double.NaN;

    /// <summary>The points of the domain where the least value is reached, to the digits published; none where it has several values.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Minimizers { get; } = [];

    /// <summary>The steps after which a trial of it reports values, rising; empty where it does so once.</summary>
    public IReadOnlyList<int> Steps { get; init; } = [];

    /// <summary>Standard deviation of what a trial's seed adds to its values; 0 where all seeds have the same.</summary>
    public double Noise { get; init; }

    /// <summary>How far the value is from its last one after a step; null where there is one report alone.</summary>
    internal Func<IReadOnlyList<double>, int, double>? Way { get; init; }

    /// <summary>What a trial reports, a number for each of <see cref="Metrics"/>: a function of the arguments, the seed and the step alone.</summary>
    /// <param name="point">The arguments by their names.</param>
    /// <param name="seed">The trial's seed.</param>
    /// <param name="step">One of <see cref="Steps"/>; anything where there are none.</param>
    /// <exception cref="ArgumentException">An argument is missing or unknown; the message names it.</exception>
    public IReadOnlyList<double> Report(IReadOnlyDictionary<string, double> point, long seed, int step)
    {
        var arguments = Ordered(point);
        var way = Way?.Invoke(arguments, step) ?? 0;
        var noise = Noise == 0 ? 0 : Noise * HashedNormal.Of(seed, string.Join(' ', arguments.Select(argument => argument.ToString("R", CultureInfo.InvariantCulture))));
        return [.. Values(arguments).Select(value => value + way + noise)];
    }

    /// <summary>The values at a point, the last ones where there are several reports, without noise.</summary>
    /// <param name="point">One finite number an argument, in order.</param>
    /// <exception cref="ArgumentException">The point has the wrong number of coordinates.</exception>
    public IReadOnlyList<double> Values(IReadOnlyList<double> point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (point.Count >= Least && point.Count <= Arguments.Count)
            return formula(point);
        var expected = Least == Arguments.Count ? $"{Least}" : $"{Least} to {Arguments.Count}";
        throw new ArgumentException($"{Name} has {expected} arguments, found {point.Count}", nameof(point));
    }

    /// <summary>The first of <see cref="Values"/>.</summary>
    /// <param name="point">One finite number an argument, in order.</param>
    /// <exception cref="ArgumentException">The point has the wrong number of coordinates.</exception>
    public double Evaluate(IReadOnlyList<double> point) => Values(point)[0];

    /// <summary>The first value at a point given by names.</summary>
    /// <exception cref="ArgumentException">An argument is missing or unknown; the message names it.</exception>
    public double Evaluate(IReadOnlyDictionary<string, double> point) => Values(Ordered(point))[0];

    private double[] Ordered(IReadOnlyDictionary<string, double> point)
    {
        ArgumentNullException.ThrowIfNull(point);
        var last = Least;
        foreach (var name in point.Keys)
        {
            var place = Arguments.TakeWhile(argument => argument.Name != name).Count();
            if (place == Arguments.Count)
                throw new ArgumentException($"{Name} has no argument '{name}'; expected {Expected}", nameof(point));
            last = Math.Max(last, place + 1);
        }

        return [.. Arguments.Take(last).Select(argument => point.TryGetValue(argument.Name, out var value)
            ? value
            : throw new ArgumentException($"{Name} needs the argument '{argument.Name}'; expected {Expected}", nameof(point)))];
    }

    private string Expected => Least == Arguments.Count
        ? string.Join(", ", Arguments.Select(argument => argument.Name))
        : $"{Arguments[0].Name} to {Arguments[^1].Name} without a gap";
}

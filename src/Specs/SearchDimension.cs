using System.Globalization;

namespace FastOde.Specs;

/// <summary>One key of the search space: a list of values, each equally likely, or a range of numbers, both ends included.</summary>
public sealed record SearchDimension
{
    /// <summary>A range may miss its end by this part of a step through rounding and still include it.</summary>
    private const double Slack = 1e-9;

    /// <summary>Path into the trial, such as <c>coupling.beta</c>, or an argument of its function.</summary>
    public required string Key { get; init; }

    /// <summary>The listed values; null for a range.</summary>
    public IReadOnlyList<ParameterValue>? Values { get; init; }

    /// <summary>Lower end of a range.</summary>
    public double? Min { get; init; }

    /// <summary>Upper end of a range.</summary>
    public double? Max { get; init; }

    /// <summary>Spacing of a stepped range; null where it is continuous.</summary>
    public double? Step { get; init; }

    /// <summary>
    /// Whether parts of equal ratio of a range are equally likely, not parts of equal length: 1 to 10 as likely as 10 to 100.
    /// With a step the number v is as likely as the part from v to v + step.
    /// </summary>
    public bool Log { get; init; }

    /// <summary>The dimension exists only where all these other keys exist and have these values.</summary>
    public IReadOnlyDictionary<string, ParameterValue> When { get; init; } = new Dictionary<string, ParameterValue>();

    /// <summary>How many values there are; null for a continuous range, whose values cannot be counted.</summary>
    public long? Count => Values is not null ? Values.Count : Step is { } step ? (long)Math.Floor(((High - Low) / step) + Slack) + 1 : null;

    /// <summary>The value at a place among those that can be counted, from 0; a place beyond them is that of the nearest.</summary>
    /// <param name="index">The place.</param>
    /// <exception cref="InvalidOperationException">The range is continuous.</exception>
    public ParameterValue At(long index)
    {
        var place = Math.Clamp(index, 0, (Count ?? throw new InvalidOperationException($"dimension '{Key}' is a continuous range")) - 1);
        if (Values is not null)
            return Values[(int)place];
        var value = Low + (place * Step!.Value);

        // Fifteen digits turn 0.1 + 2 · 0.1 = 0.30000000000000004 back into the 0.3 that was meant.
        var meant = double.IsInteger(value) ? value : double.Parse(value.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return ParameterValue.Of(Math.Clamp(meant, Low, High));
    }

    /// <summary>Whether the dimension can have exactly this value.</summary>
    public bool CanBe(ParameterValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Values is not null)
            return Values.Contains(value);
        if (value.Number is not { } number)
            return false;
        return Step is { } step
            ? Math.Abs(At((long)Math.Round((number - Low) / step)).Number!.Value - number) <= Slack * step
            : number >= Low && number <= High;
    }

    /// <summary>The value that a uniform number selects; uniform numbers give values distributed as the dimension says.</summary>
    /// <param name="uniform">A number in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside [0, 1).</exception>
    public ParameterValue Draw(double uniform)
    {
        if (uniform is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(uniform), uniform, "expected a number in [0, 1)");
        if (Values is not null)
            return At((long)(uniform * Values.Count));
        if (Step is not { } step)
            return ParameterValue.Of(Point(uniform, High));
        return At(Log ? (long)Math.Floor(((Point(uniform, Low + (Count!.Value * step)) - Low) / step) + Slack) : (long)(uniform * Count!.Value));
    }

    /// <summary>The uniform number that selects a value, of a whole part that does the middle: the inverse of <see cref="Draw"/>.</summary>
    /// <param name="value">A value that the dimension can have.</param>
    /// <returns>A number in [0, 1); the end of a continuous range is just below 1.</returns>
    /// <exception cref="ArgumentException">The dimension cannot have the value.</exception>
    public double Uniform(ParameterValue value)
    {
        if (!CanBe(value))
            throw new ArgumentException($"dimension '{Key}' can never be {value}", nameof(value));
        if (Values is not null)
            return (Place(value) + 0.5) / Values.Count;
        if (Step is not { } step)
            return Math.Min(Fraction(value.Number!.Value, High), Math.BitDecrement(1.0));
        var place = Math.Round((value.Number!.Value - Low) / step);
        var end = Low + (Count!.Value * step);
        return Log ? (Fraction(Low + (place * step), end) + Fraction(Low + ((place + 1) * step), end)) / 2 : (place + 0.5) / Count.Value;
    }

    /// <summary>Passes over a dimension that makes sense.</summary>
    /// <exception cref="ArgumentException">It has no value or one twice; its ends are not finite or not in order; its step is not positive; a log range starts at 0 or below.</exception>
    public void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Key);
        if (Values is not null)
            CheckValues(Values);
        else if (!double.IsFinite(Low) || !double.IsFinite(High) || Low >= High)
            throw new ArgumentException($"dimension '{Key}' ranges from {Min} to {Max}; expected two finite numbers, the smaller first");
        else if (Log && Low <= 0)
            throw new ArgumentException($"dimension '{Key}' starts at {Min}, but a log scale needs a start above 0");
        else if (Step is { } step && (!double.IsFinite(step) || step <= 0 || (High - Low) / step > long.MaxValue / 2))
            throw new ArgumentException($"dimension '{Key}' has the step {step}; expected a positive number that is not vanishingly small");
    }

    private double Low => Min ?? double.NaN;

    private double High => Max ?? double.NaN;

    private void CheckValues(IReadOnlyList<ParameterValue> values)
    {
        if (values.Count == 0)
            throw new ArgumentException($"dimension '{Key}' has no value; list at least one");
        if (values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"dimension '{Key}' lists {twice.Key} more than once; remove the repetition");
    }

    private int Place(ParameterValue value)
    {
        var place = 0;
        while (Values![place] != value)
            place++;
        return place;
    }

    /// <summary>How far a number is on the way from the start to an end, measured on the scale: the inverse of <see cref="Point"/>.</summary>
    private double Fraction(double number, double end) => Math.Clamp(
        Log ? (Math.Log(number) - Math.Log(Low)) / (Math.Log(end) - Math.Log(Low)) : (number - Low) / (end - Low), 0, 1);

    /// <summary>The point at a fraction of the way from the start to an end, measured on the scale.</summary>
    private double Point(double fraction, double end) => Math.Clamp(
        Log ? Math.Exp(Math.Log(Low) + (fraction * (Math.Log(end) - Math.Log(Low)))) : Low + (fraction * (end - Low)), Low, end);
}

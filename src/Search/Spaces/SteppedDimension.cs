using System.Globalization;

namespace FastOde.Search.Spaces;

/// <summary>
/// The numbers min, min + step, min + 2·step, … up to max. On a linear scale each is equally likely; on a log scale
/// the number v is as likely as the part from v to v + step of a log range, so small ones are more likely.
/// </summary>
public sealed class SteppedDimension : Dimension
{
    /// <summary>A range may miss its end by this part of a step through rounding and still include it.</summary>
    private const double Slack = 1e-9;

    private readonly NumberRange _range;
    private readonly long _count;

    /// <summary>The numbers from <paramref name="min"/> to <paramref name="max"/>, <paramref name="step"/> apart.</summary>
    /// <exception cref="ArgumentException">The ends are not finite or not in order, the step is not positive, or a log range starts at 0 or below.</exception>
    public SteppedDimension(
        string key, double min, double max, double step, RangeScale scale = RangeScale.Linear, IReadOnlyDictionary<string, Choice>? when = null)
        : base(key, when)
    {
        _range = new NumberRange(key, min, max, scale);
        var steps = (max - min) / step;
        if (!double.IsFinite(step) || step <= 0 || steps > long.MaxValue / 2)
            throw new ArgumentException($"dimension '{key}' has the step {step}; expected a positive number that is not vanishingly small", nameof(step));
        Step = step;
        _count = (long)Math.Floor(steps + Slack) + 1;
    }

    /// <summary>The first number.</summary>
    public double Min => _range.Min;

    /// <summary>No number is larger.</summary>
    public double Max => _range.Max;

    /// <summary>The distance between neighbours.</summary>
    public double Step { get; }

    /// <summary>How likely small numbers are.</summary>
    public RangeScale Scale => _range.Scale;

    /// <inheritdoc/>
    public override IEnumerable<Choice> Values
    {
        get
        {
            for (var index = 0L; index < _count; index++)
                yield return At(index);
        }
    }

    /// <inheritdoc/>
    public override bool CanBe(Choice value) =>
        value.Number is { } number && At(Nearest(number)).Number is { } nearest && Math.Abs(nearest - number) <= Slack * Step;

    private protected override Choice Select(double uniform)
    {
        if (Scale == RangeScale.Linear)
            return At((long)(uniform * _count));
        var end = Min + (_count * Step);
        return At((long)Math.Floor(((_range.At(uniform, end) - Min) / Step) + Slack));
    }

    private long Nearest(double number) => (long)Math.Clamp(Math.Round((number - Min) / Step), 0, _count - 1);

    private Choice At(long index)
    {
        var value = Min + (Math.Clamp(index, 0, _count - 1) * Step);

        // Fifteen digits turn 0.1 + 2 · 0.1 = 0.30000000000000004 back into the 0.3 that was meant.
        var meant = double.Parse(value.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Choice.Of(Math.Clamp(double.IsInteger(value) ? value : meant, Min, Max));
    }
}

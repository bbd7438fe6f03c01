namespace FastOde.Search.Spaces;

/// <summary>A range of real numbers, both ends included.</summary>
public sealed class ContinuousDimension : Dimension
{
    private readonly NumberRange _range;

    /// <summary>The range from <paramref name="min"/> to <paramref name="max"/>.</summary>
    /// <exception cref="ArgumentException">The ends are not finite or not in order, or a log range starts at 0 or below.</exception>
    public ContinuousDimension(
        string key, double min, double max, RangeScale scale = RangeScale.Linear, IReadOnlyDictionary<string, Choice>? when = null)
        : base(key, when) =>
        _range = new NumberRange(key, min, max, scale);

    /// <summary>The lower end.</summary>
    public double Min => _range.Min;

    /// <summary>The upper end.</summary>
    public double Max => _range.Max;

    /// <summary>How likely the parts of the range are.</summary>
    public RangeScale Scale => _range.Scale;

    /// <inheritdoc/>
    public override IEnumerable<Choice>? Values => null;

    /// <inheritdoc/>
    public override bool CanBe(Choice value) => value.Number is { } number && number >= Min && number <= Max;

    private protected override Choice Select(double uniform) => Choice.Of(_range.At(uniform, Max));
}

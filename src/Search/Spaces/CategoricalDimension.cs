namespace FastOde.Search.Spaces;

/// <summary>A dimension with a list of values, each equally likely.</summary>
public sealed class CategoricalDimension : Dimension
{
    private readonly Choice[] _values;

    /// <summary>A dimension with these values in this order.</summary>
    /// <exception cref="ArgumentException">There is no value, or one occurs twice.</exception>
    public CategoricalDimension(string key, IEnumerable<Choice> values, IReadOnlyDictionary<string, Choice>? when = null)
        : base(key, when)
    {
        _values = [.. values];
        if (_values.Length == 0)
            throw new ArgumentException($"dimension '{key}' has no value; list at least one", nameof(values));
        var twice = _values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"dimension '{key}' lists {twice.Key} more than once; remove the repetition", nameof(values));
    }

    /// <inheritdoc/>
    public override IEnumerable<Choice> Values => _values;

    /// <inheritdoc/>
    public override bool CanBe(Choice value) => _values.Contains(value);

    private protected override Choice Select(double uniform) =>
        _values[Math.Min((int)(uniform * _values.Length), _values.Length - 1)];
}

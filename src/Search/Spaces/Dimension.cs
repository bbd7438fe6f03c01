namespace FastOde.Search.Spaces;

/// <summary>One key of a search space with the values it can take.</summary>
public abstract class Dimension
{
    private protected Dimension(string key, IReadOnlyDictionary<string, Choice>? when)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Key = key;
        When = when ?? new Dictionary<string, Choice>();
    }

    /// <summary>The key, unique in its space.</summary>
    public string Key { get; }

    /// <summary>
    /// The dimension is active only where all these other dimensions are active and have these values; empty for one
    /// that is always active.
    /// </summary>
    public IReadOnlyDictionary<string, Choice> When { get; }

    /// <summary>Every value in order, or null for a continuous range, whose values cannot be listed.</summary>
    public abstract IEnumerable<Choice>? Values { get; }

    /// <summary>Whether the dimension can have exactly this value.</summary>
    public abstract bool CanBe(Choice value);

    /// <summary>The value that a uniform number selects; uniform numbers give values distributed as the dimension says.</summary>
    /// <param name="uniform">A number in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside [0, 1).</exception>
    public Choice Draw(double uniform) => uniform is >= 0 and < 1
        ? Select(uniform)
        : throw new ArgumentOutOfRangeException(nameof(uniform), uniform, "expected a number in [0, 1)");

    private protected abstract Choice Select(double uniform);
}

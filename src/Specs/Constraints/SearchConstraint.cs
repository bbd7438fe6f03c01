namespace FastOde.Specs.Constraints;

/// <summary>
/// A demand on the values of an assignment, such as <c>coupling.beta * optimizer.learningRate &lt; 0.1</c>: a comparison of two
/// sums of numbers and keys of the space, with + - * / ^ and parentheses.
/// </summary>
public sealed class SearchConstraint
{
    private readonly Func<Func<string, double>, bool> holds;

    internal SearchConstraint(string text, IReadOnlySet<string> keys, Func<Func<string, double>, bool> holds) =>
        (Text, Keys, this.holds) = (text, keys, holds);

    /// <summary>The demand as it was written.</summary>
    public string Text { get; }

    /// <summary>The keys that it names.</summary>
    public IReadOnlySet<string> Keys { get; }

    /// <summary>Reads a demand.</summary>
    /// <param name="text">The text.</param>
    /// <param name="space">The dimensions whose keys it may name.</param>
    /// <exception cref="FormatException">It does not parse, names no key of the space, or compares what is no number; the message says what and where.</exception>
    public static SearchConstraint Parse(string text, IReadOnlyList<SearchDimension> space)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(space);
        return new ConstraintParser(text, space).Parse();
    }

    /// <summary>Whether values meet the demand. One that names a key which does not exist in them is met.</summary>
    /// <param name="values">The values of an assignment.</param>
    public bool IsMet(IReadOnlyDictionary<string, ParameterValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return !Keys.All(values.ContainsKey) || holds(key => values[key].Number!.Value);
    }
}

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using FastOde.Specs;

namespace FastOde.Search.Spaces;

/// <summary>
/// The values of the active dimensions of a space, in the order of the space. Two assignments are equal when they
/// give the same values to the same keys.
/// </summary>
public sealed class Assignment : IReadOnlyList<KeyValuePair<string, ParameterValue>>, IEquatable<Assignment>
{
    private readonly KeyValuePair<string, ParameterValue>[] entries;

    /// <summary>An assignment of these entries in this order.</summary>
    /// <exception cref="ArgumentException">A key occurs twice.</exception>
    public Assignment(IEnumerable<KeyValuePair<string, ParameterValue>> entries)
    {
        this.entries = [.. entries];
        if (this.entries.CountBy(entry => entry.Key).FirstOrDefault(key => key.Value > 1) is { Key: { } twice, Value: var times })
            throw new ArgumentException($"the key '{twice}' occurs {times} times in one assignment", nameof(entries));
    }

    /// <summary>The number of active dimensions.</summary>
    public int Count => entries.Length;

    /// <summary>The entry at a position.</summary>
    public KeyValuePair<string, ParameterValue> this[int index] => entries[index];

    /// <summary>The value of an active dimension.</summary>
    /// <exception cref="KeyNotFoundException">The dimension is not active.</exception>
    public ParameterValue this[string key] => TryGet(key, out var value)
        ? value
        : throw new KeyNotFoundException($"'{key}' is not active in the assignment {this}");

    /// <summary>Looks for the value of a dimension; false where it is not active.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out ParameterValue? value)
    {
        foreach (var entry in entries)
        {
            if (entry.Key == key)
            {
                value = entry.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>The keys and values, in order.</summary>
    public IReadOnlyDictionary<string, ParameterValue> ToDictionary() => new OrderedDictionary<string, ParameterValue>(entries);

    /// <summary>Whether it gives these values to these keys.</summary>
    public bool Equals(IReadOnlyDictionary<string, ParameterValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Count == Count && entries.All(entry => values.TryGetValue(entry.Key, out var value) && value == entry.Value);
    }

    /// <inheritdoc/>
    public bool Equals(Assignment? other) =>
        other is not null
        && other.Count == Count
        && entries.All(entry => other.TryGet(entry.Key, out var value) && value == entry.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Assignment);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        entries.Aggregate(entries.Length, (hash, entry) => hash ^ HashCode.Combine(entry.Key, entry.Value));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ParameterValue>> GetEnumerator() => entries.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The assignment as <c>key=value</c> pairs.</summary>
    public override string ToString() => $"({string.Join(", ", entries.Select(entry => $"{entry.Key}={entry.Value}"))})";
}

namespace FastOde.Search.Pruners;

/// <summary>Subjects by their values, the least first; equal values in the order of the subjects' numbers.</summary>
public sealed class Ranking
{
    private readonly List<(double Value, int Subject)> entries = [];
    private readonly Dictionary<int, double> values = [];

    /// <summary>How many subjects have a value.</summary>
    public int Count => entries.Count;

    /// <summary>The subjects, the best first.</summary>
    public IEnumerable<int> Subjects => entries.Select(entry => entry.Subject);

    /// <summary>The subject at a place, from 0.</summary>
    /// <param name="place">The place.</param>
    public int SubjectAt(int place) => entries[place].Subject;

    /// <summary>The value of a subject; null where it has none. Takes O(1).</summary>
    /// <param name="subject">The subject.</param>
    public double? ValueOf(int subject) => values.TryGetValue(subject, out var value) ? value : null;

    /// <summary>How many subjects have a smaller value. Takes O(log n).</summary>
    /// <param name="value">The value.</param>
    public int Better(double value) => Place((value, int.MinValue));

    /// <summary>The median, the mean of the middle two where there is an even number; null without values. Takes O(1).</summary>
    public double? Median() => Count == 0 ? null : (entries[(Count - 1) / 2].Value + entries[Count / 2].Value) / 2;

    /// <summary>Places a subject anew. Finding the place takes O(log n); those behind it move as one block of memory.</summary>
    internal void Put(int subject, double? value)
    {
        if (ValueOf(subject) is { } before)
        {
            if (before.Equals(value))
                return;
            entries.RemoveAt(Place((before, subject)));
            values.Remove(subject);
        }

        if (value is not { } now)
            return;
        entries.Insert(Place((now, subject)), (now, subject));
        values[subject] = now;
    }

    private int Place((double, int) entry) => entries.BinarySearch(entry) is var place && place < 0 ? ~place : place;
}

namespace FastOde.Specs.Words;

/// <summary>Says that a name does not exist, and what may have been meant.</summary>
public static class UnknownName
{
    private const int LongestList = 12;
    private const int LongestListAlone = 32;

    /// <summary>The whole sentence, such as <c>There is no path 'liner'; did you mean 'linear'? Known: cosine, linear.</c></summary>
    /// <param name="kind">What was looked up, in the user's words.</param>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">Every known name; there may be none.</param>
    public static string Describe(string kind, string name, IReadOnlyCollection<string> known) => $"There is no {kind} '{name}'{Hint(name, known)}";

    /// <summary>
    /// What follows such a sentence: the near name as a question, and the known ones where they are few. Where none is near there may
    /// be more of them; of many only those of the same group, such as <c>coupling.</c>.
    /// </summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">Every known name; there may be none.</param>
    public static string Hint(string name, IReadOnlyCollection<string> known)
    {
        var near = NearestName.Near(name, known);
        return (near is null ? "." : $"; did you mean '{near}'?") + List(name, known, isComplete: near is not null);
    }

    private static string List(string name, IReadOnlyCollection<string> known, bool isComplete)
    {
        if (known.Count <= (isComplete ? LongestList : LongestListAlone))
            return known.Count == 0 || (isComplete && known.Count == 1) ? "" : $" Known: {string.Join(", ", known)}.";
        if (isComplete)
            return "";
        var group = name[..(name.LastIndexOf('.') + 1)];
        string[] beside = group.Length == 0 ? [] : [.. known.Where(other => other.StartsWith(group, StringComparison.Ordinal))];
        return beside.Length is > 0 and <= LongestListAlone ? $" Known: {string.Join(", ", beside)}." : "";
    }
}

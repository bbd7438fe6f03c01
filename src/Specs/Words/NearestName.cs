namespace FastOde.Specs.Words;

/// <summary>Finds the known name a mistyped one most likely meant.</summary>
public static class NearestName
{
    /// <summary>A part of a longer name says something from this length on.</summary>
    private const int ShortestPart = 3;

    /// <summary>Of a name that was meant, every third character may be mistyped.</summary>
    private const int CharactersAnEdit = 3;

    /// <summary>The candidate with the smallest edit distance to <paramref name="name"/>; the first of equals.</summary>
    /// <param name="name">The mistyped name; letter case does not count.</param>
    /// <param name="candidates">The known names; at least one.</param>
    public static string Among(string name, IEnumerable<string> candidates) =>
        candidates.MinBy(candidate => EditDistance(name, candidate))
        ?? throw new ArgumentException("There are no names to choose from.", nameof(candidates));

    /// <summary>
    /// The candidate that the name is a slip of the hand or a part of; null where none is near enough to be worth a question.
    /// Groups that a name and a candidate share, such as <c>coupling.</c>, make them no nearer.
    /// </summary>
    /// <param name="name">The mistyped name; letter case does not count.</param>
    /// <param name="candidates">The known names; there may be none.</param>
    public static string? Near(string name, IEnumerable<string> candidates) => candidates
        .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
        .Where(candidate => candidate.Distance is not null)
        .OrderBy(candidate => candidate.Distance)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    /// <summary>The Levenshtein distance: insertions, deletions and replacements from one name to the other.</summary>
    public static int EditDistance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var replaced = diagonal + (Same(first[i - 1], second[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[second.Length];
    }

    /// <summary>The edits between two names that are near each other; null where they are not.</summary>
    private static int? Distance(string name, string candidate)
    {
        var shared = SharedGroups(name, candidate);
        var (written, meant) = (name[shared..], candidate[shared..]);
        var shorter = Math.Min(written.Length, meant.Length);
        var most = Math.Min(Math.Max(1, shorter / CharactersAnEdit), shorter - 1);

        // A long text is far from every name; that it is need not be measured.
        if (Math.Abs(written.Length - meant.Length) <= most && EditDistance(written, meant) is var edits && edits <= most)
            return edits;
        if (AreExchanged(written, meant))
            return 1;
        return IsPart(written, meant) || IsPart(meant, written) ? Math.Abs(written.Length - meant.Length) : null;
    }

    /// <summary>Whether two neighbouring characters change places, and nothing else.</summary>
    private static bool AreExchanged(string first, string second)
    {
        if (first.Length != second.Length)
            return false;
        var at = first.Zip(second).TakeWhile(pair => Same(pair.First, pair.Second)).Count();
        return at + 1 < first.Length && Same(first[at], second[at + 1]) && Same(first[at + 1], second[at])
            && first[(at + 2)..].Equals(second[(at + 2)..], StringComparison.OrdinalIgnoreCase);
    }

    private static int SharedGroups(string first, string second)
    {
        var shared = 0;
        for (var at = 0; at < Math.Min(first.Length, second.Length) && Same(first[at], second[at]); at++)
        {
            if (first[at] == '.')
                shared = at + 1;
        }

        return shared;
    }

    /// <summary>Whether one name begins with the other, or has it as a word.</summary>
    private static bool IsPart(string part, string whole)
    {
        if (part.Length < ShortestPart || part.Length >= whole.Length)
            return false;
        var at = whole.IndexOf(part, StringComparison.OrdinalIgnoreCase);
        return at == 0 || (at > 0 && !char.IsLetterOrDigit(whole[at - 1]) && (at + part.Length == whole.Length || !char.IsLetterOrDigit(whole[at + part.Length])));
    }

    private static bool Same(char first, char second) => char.ToLowerInvariant(first) == char.ToLowerInvariant(second);
}

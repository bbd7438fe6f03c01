namespace FastOde.FlowMatching.Catalogs;

/// <summary>Finds the known name a mistyped one most likely meant.</summary>
public static class NearestName
{
    /// <summary>The candidate with the smallest edit distance to <paramref name="name"/>; the first of equals.</summary>
    /// <param name="name">The mistyped name; letter case does not count.</param>
    /// <param name="candidates">The known names; at least one.</param>
    public static string Among(string name, IEnumerable<string> candidates) =>
        candidates.MinBy(candidate => EditDistance(name, candidate))
        ?? throw new ArgumentException("There are no names to choose from.", nameof(candidates));

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
                var same = char.ToLowerInvariant(first[i - 1]) == char.ToLowerInvariant(second[j - 1]);
                var replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[second.Length];
    }
}

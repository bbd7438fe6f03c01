using System.Globalization;

namespace FastOde.Silo.Output;

/// <summary>How many things are named where naming all of them would fill the screen.</summary>
internal static class NameList
{
    /// <summary>The first few with commas, and how many more there are.</summary>
    /// <param name="names">The names.</param>
    /// <param name="most">Most that are named, at least 1.</param>
    public static string Of(IReadOnlyCollection<string> names, int most) =>
        string.Join(", ", names.Take(most)) + (names.Count > most ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - most} more") : "");
}

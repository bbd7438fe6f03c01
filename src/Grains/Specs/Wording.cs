using FastOde.FlowMatching.Catalogs;

namespace FastOde.Grains.Specs;

/// <summary>Sentences that several messages share.</summary>
internal static class Wording
{
    private const int LongestList = 12;

    /// <summary>That a name does not exist, with the nearest one and, where they are few, all that do.</summary>
    internal static string Unknown(string kind, string name, IReadOnlyList<string> names) =>
        names.Count == 0
            ? $"There is no {kind} '{name}'."
            : $"There is no {kind} '{name}'; did you mean '{NearestName.Among(name, names)}'?{List(names)}";

    private static string List(IReadOnlyList<string> names) =>
        names.Count is > 1 and <= LongestList ? $" Known: {string.Join(", ", names)}." : "";
}

using FastOde.FlowMatching.Catalogs;

namespace FastOde.Grains.Specs;

/// <summary>Sentences that several messages share.</summary>
internal static class Wording
{
    /// <summary>That a name does not exist, with the one that is near and, where they are few, all that do.</summary>
    internal static string Unknown(string kind, string name, IReadOnlyCollection<string> names) => UnknownName.Describe(kind, name, names);
}

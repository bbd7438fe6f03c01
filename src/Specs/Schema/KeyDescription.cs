using System.Reflection;

namespace FastOde.Specs.Schema;

/// <summary>What the documentation says of a key.</summary>
/// <param name="Path">Its full path; keys of the items of a list follow <c>[]</c>.</param>
/// <param name="Kinds">The kinds that have it; empty where all have.</param>
/// <param name="Expected">The values it takes, in words.</param>
/// <param name="Default">The value it has where it is not given; null where there is none.</param>
/// <param name="Property">The property that states it; null for the kind of a family.</param>
internal sealed record KeyDescription(string Path, IReadOnlyList<string> Kinds, string Expected, string? Default, PropertyInfo? Property);
